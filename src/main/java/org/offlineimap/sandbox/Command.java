package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.Optional;

/**
 * One command: a class and a file each, listed in {@link Commands}. Implementations have no state;
 * what they change belongs to the session or the store.
 */
interface Command {
  /** When a command is allowed (RFC 3501 section 3). */
  enum State {
    ANY,
    NOT_AUTHENTICATED,
    AUTHENTICATED,
    SELECTED
  }

  /** Its name in upper case, with UID in front where that belongs to it. */
  String name();

  /** When it is allowed. */
  State state();

  /** The capability without which the server does not know it. */
  default Optional<Capability> needs() {
    return Optional.empty();
  }

  /** Whether its completion may overtake others, when a fault script asks for it. */
  default boolean isIndependent() {
    return false;
  }

  /**
   * Carries it out and prints its untagged responses.
   *
   * @return what follows OK in its completion
   * @throws Refusal for NO and BAD
   */
  String run(Session session, Arguments arguments) throws IOException, Refusal;
}
