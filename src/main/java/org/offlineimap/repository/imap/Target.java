package org.offlineimap.repository.imap;

import java.util.Optional;
import org.offlineimap.mail.FolderName;

/**
 * A folder and the mailbox that it is on the wire.
 *
 * @param trash the mailbox that deleted messages are moved to; empty where they are just deleted
 */
record Target(
    FolderName folder, FolderName mailbox, Optional<FolderName> trash, ImapSettings settings) {}
