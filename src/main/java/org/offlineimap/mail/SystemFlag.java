package org.offlineimap.mail;

import java.util.Locale;
import java.util.Optional;

/** The five system flags that both IMAP (RFC 9051 2.3.2) and Maildir know; \Recent is not one. */
public enum SystemFlag {
  DRAFT("\\Draft", 'D', 1),
  FLAGGED("\\Flagged", 'F', 2),
  ANSWERED("\\Answered", 'R', 4),
  SEEN("\\Seen", 'S', 8),
  DELETED("\\Deleted", 'T', 16);

  private final String imapName;
  private final char letter;
  private final int bit;

  SystemFlag(String imapName, char letter, int bit) {
    this.imapName = imapName;
    this.letter = letter;
    this.bit = bit;
  }

  /** The name on the wire, with its backslash. */
  public String imapName() {
    return imapName;
  }

  /** The Maildir info letter. */
  public char letter() {
    return letter;
  }

  /** The bit that stands for this flag inside a flag set. */
  int bit() {
    return bit;
  }

  /** The flag with this IMAP name, in any case. */
  public static Optional<SystemFlag> ofImapName(String name) {
    for (SystemFlag flag : values()) {
      if (flag.imapName.equals(name)) {
        return Optional.of(flag);
      }
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    for (SystemFlag flag : values()) {
      if (flag.imapName.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }

  /** The flag with this info letter. */
  public static Optional<SystemFlag> ofLetter(char letter) {
    for (SystemFlag flag : values()) {
      if (flag.letter == letter) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
