package org.offlineimap.repository.imap;

/**
 * What an IMAP repository needs to know.
 *
 * @param account whose it is, for events
 * @param name in the configuration
 * @param readableNames {@code utf8foldernames}
 * @param readOnly nothing is ever changed: mailboxes are opened with EXAMINE
 */
public record ImapSettings(String account, String name, boolean readableNames, boolean readOnly) {}
