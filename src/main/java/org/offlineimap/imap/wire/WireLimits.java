package org.offlineimap.imap.wire;

/**
 * What a reader accepts before it allocates anything. Streamed literals have no limit of their own.
 *
 * @param tokenOctets the longest atom, quoted string or line of text
 * @param heldOctets the largest literal that is held in memory
 * @param responseOctets the longest response without its literals
 * @param depth how deep lists may nest
 */
public record WireLimits(int tokenOctets, int heldOctets, long responseOctets, int depth) {
  /** For real servers: a SEARCH result of a million UIDs is one line of some eight MiB. */
  public static final WireLimits USUAL = new WireLimits(64 << 10, 1 << 20, 64L << 20, 64);
}
