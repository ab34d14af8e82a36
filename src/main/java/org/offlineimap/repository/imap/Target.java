package org.offlineimap.repository.imap;

import org.offlineimap.mail.FolderName;

/** A folder and the mailbox that it is on the wire. */
record Target(FolderName folder, FolderName mailbox, ImapSettings settings) {}
