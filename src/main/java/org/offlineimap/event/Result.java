package org.offlineimap.event;

import java.time.Duration;
import java.util.Locale;

/**
 * How a run of one account ended (reference: beyond 1, 8).
 *
 * @param outcome the class word
 * @param counts what was done
 * @param elapsed from start to end
 */
public record Result(Outcome outcome, Counts counts, Duration elapsed) {

  /** The class word of an account's last line. */
  public enum Outcome {
    OK(0),
    PARTIAL(1),
    AUTH(1),
    TLS(1),
    CONFIG(1),
    LOCKED(1),
    UIDVALIDITY(2),
    GUARD(3),
    THROTTLED(1),
    INTERRUPTED(0);

    private final int exit;

    Outcome(int exit) {
      this.exit = exit;
    }

    /** The exit status that this outcome alone would give. */
    public int exit() {
      return exit;
    }

    /** The word as printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Messages by what was done to them; octets and turnarounds after TLS and login. */
  public record Counts(
      long downloaded,
      long uploaded,
      long moved,
      long deletedLocal,
      long deletedRemote,
      long flags,
      long adopted,
      long withheld,
      long quarantined,
      long octetsDown,
      long octetsUp,
      long turnarounds) {
    /** Nothing done. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
