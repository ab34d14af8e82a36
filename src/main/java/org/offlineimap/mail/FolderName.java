package org.offlineimap.mail;

/**
 * A folder's name as its own repository spells it, with that repository's separator; empty for a
 * Maildir root that is itself a folder. Without {@code utf8foldernames} the name of an IMAP mailbox
 * is its modified UTF-7 form (reference: configuration, names).
 */
public record FolderName(String text) implements Comparable<FolderName> {
  /** The mailbox that every server has, in its one spelling (RFC 9051 5.1). */
  public static final FolderName INBOX = new FolderName("INBOX");

  /**
   * The name as an IMAP server gave it: INBOX, in whatever case, becomes {@link #INBOX}.
   * Directories are not treated so: on disk {@code Inbox} is another folder.
   */
  public static FolderName ofMailbox(String name) {
    return name.equalsIgnoreCase("INBOX") ? INBOX : new FolderName(name);
  }

  @Override
  public int compareTo(FolderName other) {
    return text.compareTo(other.text);
  }

  // Written out because the JVM spends milliseconds at every start on making these two itself.

  @Override
  public boolean equals(Object other) {
    return other instanceof FolderName(String name) && text.equals(name);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
