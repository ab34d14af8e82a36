package org.offlineimap.mail;

/**
 * A message's unique identifier in its mailbox: 1 to 2^32-1 (RFC 9051 2.3.1.1). There is no
 * "unknown" value; what may be unknown is typed otherwise.
 */
public record Uid(long value) implements Comparable<Uid> {
  /** The largest UID. */
  public static final long MAX = 0xFFFF_FFFFL;

  /** Refuses 0, negatives and more than 32 bits with {@link IllegalArgumentException}. */
  public Uid {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("not a UID: " + value);
    }
  }

  @Override
  public int compareTo(Uid other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
