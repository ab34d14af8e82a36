package org.offlineimap.sync;

import org.offlineimap.mail.FolderName;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.status.StatusKey;

/**
 * Two folders that belong together.
 *
 * @param remote as the server listed it
 * @param visible its name after the remote {@code nametrans}
 * @param local its name on disk
 * @param key where its status is kept
 * @param made which of them was made in this pass, or would be
 */
record FolderPair(ListedFolder remote, String visible, FolderName local, StatusKey key, Made made) {
  /** Which folder is new. */
  enum Made {
    NEITHER,
    /** A dry run only says so: then there is no such folder. */
    LOCAL,
    /** No older UID means anything there. */
    REMOTE
  }

  FolderName name() {
    return remote.name();
  }
}
