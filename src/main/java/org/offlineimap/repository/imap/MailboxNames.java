package org.offlineimap.repository.imap;

import org.offlineimap.imap.wire.ModifiedUtf7;
import org.offlineimap.mail.FolderName;

/**
 * Folder names of this program and mailbox names of the wire. They are the same, in modified UTF-7,
 * unless {@code utf8foldernames} asks for readable ones (reference: configuration 6). Immutable.
 */
record MailboxNames(boolean readable) {
  FolderName folder(FolderName mailbox) {
    return readable
        ? FolderName.ofMailbox(ModifiedUtf7.decode(mailbox.text()).orElse(mailbox.text()))
        : mailbox;
  }

  FolderName mailbox(FolderName folder) {
    return readable ? FolderName.ofMailbox(ModifiedUtf7.encode(folder.text())) : folder;
  }
}
