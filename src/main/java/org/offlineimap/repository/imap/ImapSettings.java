package org.offlineimap.repository.imap;

import java.util.Optional;
import org.offlineimap.mail.FolderName;

/**
 * What an IMAP repository needs to know.
 *
 * @param account whose it is, for events
 * @param name in the configuration
 * @param readableNames {@code utf8foldernames}
 * @param selection which mailboxes are folders
 * @param readOnly nothing is ever changed: mailboxes are opened with EXAMINE
 * @param gmail what is different for Gmail; empty for other servers
 */
public record ImapSettings(
    String account,
    String name,
    boolean readableNames,
    boolean readOnly,
    Selection selection,
    Optional<Gmail> gmail) {
  /** With all mailboxes of a server that is not Gmail. */
  public ImapSettings(String account, String name, boolean readableNames, boolean readOnly) {
    this(account, name, readableNames, readOnly, Selection.ALL, Optional.empty());
  }

  /**
   * Deleting at Gmail.
   *
   * @param toTrash deleting moves to the trash, out of every label
   * @param trash its name, where the configuration gives one
   * @param spam the name of the spam folder, likewise
   */
  public record Gmail(boolean toTrash, Optional<FolderName> trash, Optional<FolderName> spam) {}
}
