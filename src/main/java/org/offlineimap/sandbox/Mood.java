package org.offlineimap.sandbox;

import java.util.Optional;

/** What a server of some kind does instead of carrying a command out. Has no state. */
final class Mood {
  private Mood() {}

  /** What becomes of the {@code nth} command of its kind on a connection, from 1. */
  static Optional<Fault> of(Session session, Command command, int nth) {
    boolean inside = session.isAuthenticated() && command.state() != Command.State.ANY;
    if (inside && session.shows(Behaviour.NOT_CONNECTED)) {
      return bad("User is authenticated but not connected.");
    }
    return switch (command.name()) {
      case "SELECT", "EXAMINE" ->
          nth == 1 && session.shows(Behaviour.THROTTLES_BY_BAD)
              ? bad("Request is throttled. Suggested Backoff Time: 150 milliseconds")
              : Optional.empty();
      case "UID FETCH" -> nth == 2 ? fetching(session) : Optional.empty();
      case "MOVE" ->
          session.shows(Behaviour.PLAIN_MOVE_BROKEN) ? bad("Command Error. 10") : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Fault> bad(String text) {
    return Optional.of(new Fault.Bad(text));
  }

  private static Optional<Fault> fetching(Session session) {
    if (session.shows(Behaviour.DAILY_LIMITS)) {
      return Optional.of(
          new Fault.No("[OVERQUOTA] Account exceeded command or bandwidth limits. 1a2b"));
    }
    return session.shows(Behaviour.SESSION_EXPIRES)
        ? Optional.of(new Fault.Bye("Session expired, please login again."))
        : Optional.empty();
  }
}
