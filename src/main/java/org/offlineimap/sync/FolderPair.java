package org.offlineimap.sync;

import org.offlineimap.mail.FolderName;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.status.StatusKey;

/**
 * Two folders that belong together.
 *
 * @param remote as the server listed it
 * @param local its name on disk
 * @param key where its status is kept
 * @param created the remote folder was made in this pass, so no older UID means anything there
 */
record FolderPair(ListedFolder remote, FolderName local, StatusKey key, boolean created) {
  FolderName name() {
    return remote.name();
  }
}
