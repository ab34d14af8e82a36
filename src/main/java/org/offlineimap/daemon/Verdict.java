package org.offlineimap.daemon;

import org.offlineimap.event.Result;

/** What a pass's end means for the ones to come. */
public enum Verdict {
  /** The usual time passes until the next one. */
  DONE,
  /** Something between us and the mail failed: it is tried again soon, then less and less soon. */
  TRANSIENT,
  /** No later pass would go better: a wrong password, certificate or configuration. */
  HOPELESS;

  /**
   * Judges a pass.
   *
   * @param wide whether a whole repository failed, not only folders or messages
   */
  public static Verdict of(Result result, boolean wide) {
    return switch (result.outcome()) {
      case AUTH, TLS, CONFIG -> HOPELESS;
      case LOCKED, THROTTLED -> TRANSIENT;
      case PARTIAL -> wide ? TRANSIENT : DONE;
      case OK, UIDVALIDITY, GUARD, INTERRUPTED -> DONE;
    };
  }
}
