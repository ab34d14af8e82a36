package org.offlineimap.imap.wire;

/**
 * How fast literals come: waiting between answers is no part of it. Immutable.
 *
 * @param octets of all that came while a literal was read
 * @param nanos spent waiting for them
 */
public record Pace(long octets, long nanos) {
  /** Nothing has come. */
  public static final Pace NONE = new Pace(0, 0);

  private static final double NANOS = 1e9;

  Pace plus(long moreOctets, long moreNanos) {
    return new Pace(octets + moreOctets, nanos + moreNanos);
  }

  /** Whether fewer octets than this came in a second. */
  public boolean isBelow(long octetsPerSecond) {
    return octets < octetsPerSecond * (nanos / NANOS);
  }
}
