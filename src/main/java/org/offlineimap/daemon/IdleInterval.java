package org.offlineimap.daemon;

import java.time.Duration;

/**
 * How long a watching connection may rest before it is used. A server may log a silent client out
 * after 30 minutes (RFC 2177), and boxes on the way may forget it sooner: the time grows while the
 * connection survives it, and shrinks to half of what it did not survive. Confined to one thread.
 */
final class IdleInterval {
  private static final Duration FIRST = Duration.ofMinutes(9);
  private static final Duration MOST = Duration.ofMinutes(28);
  private static final Duration LEAST = Duration.ofMinutes(2);

  private Duration time = FIRST;

  Duration time() {
    return time;
  }

  /** The connection was still there after the whole time. */
  void survived() {
    Duration longer = time.plus(time.dividedBy(2));
    time = longer.compareTo(MOST) < 0 ? longer : MOST;
  }

  /** The connection was found lost after it had rested so long. */
  void lost(Duration rested) {
    if (rested.compareTo(LEAST) >= 0) {
      Duration half = rested.dividedBy(2);
      Duration shorter = half.compareTo(time) < 0 ? half : time;
      time = shorter.compareTo(LEAST) > 0 ? shorter : LEAST;
    }
  }
}
