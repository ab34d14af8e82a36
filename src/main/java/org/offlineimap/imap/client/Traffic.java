package org.offlineimap.imap.client;

/**
 * What crossed the wire since login (reference: beyond 11). Immutable.
 *
 * @param octetsDown received, after decryption
 * @param octetsUp sent, before encryption
 * @param commands sent
 * @param turnarounds how often the server had answered all and waited for us (design 4)
 */
public record Traffic(long octetsDown, long octetsUp, long commands, long turnarounds) {
  /** Nothing yet. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0);

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        octetsDown + other.octetsDown,
        octetsUp + other.octetsUp,
        commands + other.commands,
        turnarounds + other.turnarounds);
  }

  /** What came since {@code earlier}. */
  Traffic since(Traffic earlier) {
    return new Traffic(
        octetsDown - earlier.octetsDown,
        octetsUp - earlier.octetsUp,
        commands - earlier.commands,
        turnarounds - earlier.turnarounds);
  }
}
