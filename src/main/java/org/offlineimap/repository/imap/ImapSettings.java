package org.offlineimap.repository.imap;

/**
 * What an IMAP repository needs to know.
 *
 * @param account whose it is, for events
 * @param name in the configuration
 * @param readableNames {@code utf8foldernames}
 * @param selection which mailboxes are folders
 * @param readOnly nothing is ever changed: mailboxes are opened with EXAMINE
 */
public record ImapSettings(
    String account, String name, boolean readableNames, boolean readOnly, Selection selection) {
  /** With all mailboxes of the server. */
  public ImapSettings(String account, String name, boolean readableNames, boolean readOnly) {
    this(account, name, readableNames, readOnly, Selection.ALL);
  }
}
