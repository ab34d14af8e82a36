package org.offlineimap.sync.plan;

import java.util.Optional;

/**
 * Work that a policy vetoed. The status rows of its messages stay as they are.
 *
 * @param action what would have been done
 * @param reason why it is not
 * @param token what confirms it, for {@link Reason#GUARD}
 */
public record Withheld(Action action, Reason reason, Optional<String> token) {
  /** Why work is withheld. */
  public enum Reason {
    READ_ONLY,
    SYNC_DELETES,
    GUARD,
    /** {@code copy_ignore_eval} lists the messages. */
    IGNORED,
    QUARANTINED
  }
}
