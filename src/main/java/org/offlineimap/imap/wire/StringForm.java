package org.offlineimap.imap.wire;

/** The shortest safe spelling of a string argument (RFC 9051 4.3, {@code astring}). */
public enum StringForm {
  /** Bare, as it is. */
  ATOM,
  /** Between double quotes. */
  QUOTED,
  /** With its length ahead. */
  LITERAL;

  /** Some servers limit a quoted string to 1024 octets. */
  private static final int LONGEST_QUOTED = 1000;

  private static final String ATOM_SPECIALS = "(){%*\"\\]";

  /** The form for these octets; 8-bit octets need a literal, since IMAP4rev1 quotes only ASCII. */
  public static StringForm of(byte[] octets) {
    boolean atom = octets.length > 0 && !isNil(octets);
    for (byte octet : octets) {
      if (octet <= 0 || octet == '\r' || octet == '\n') {
        return LITERAL;
      }
      atom &= octet > ' ' && octet < 0x7F && ATOM_SPECIALS.indexOf(octet) < 0;
    }
    if (octets.length > LONGEST_QUOTED) {
      return LITERAL;
    }
    return atom ? ATOM : QUOTED;
  }

  private static boolean isNil(byte[] octets) {
    return octets.length == 3
        && (octets[0] | 0x20) == 'n'
        && (octets[1] | 0x20) == 'i'
        && (octets[2] | 0x20) == 'l';
  }
}
