package org.offlineimap.mail;

/**
 * A folder's name as its own repository spells it, with that repository's separator; empty for a
 * Maildir root that is itself a folder. Without {@code utf8foldernames} the name of an IMAP mailbox
 * is its modified UTF-7 form (reference: configuration, names).
 */
public record FolderName(String text) implements Comparable<FolderName> {
  /** The mailbox that every server has, in its one spelling (RFC 9051 5.1). */
  public static final FolderName INBOX = new FolderName("INBOX");

  /** Spells INBOX in capitals, however it is given. */
  public FolderName {
    if (text.equalsIgnoreCase("INBOX")) {
      text = "INBOX";
    }
  }

  @Override
  public int compareTo(FolderName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
