package org.offlineimap.mail;

/** The UIDVALIDITY of a mailbox: 1 to 2^32-1 (RFC 9051 2.3.1.1). Another value voids every UID. */
public record UidValidity(long value) {
  /** Refuses what is no 32-bit non-zero number with {@link IllegalArgumentException}. */
  public UidValidity {
    if (value < 1 || value > Uid.MAX) {
      throw new IllegalArgumentException("not a UIDVALIDITY: " + value);
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
