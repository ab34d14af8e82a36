package org.offlineimap.sync;

import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.status.StatusKey;

/**
 * Two folders that belong together.
 *
 * @param remote as the server listed it
 * @param visible its name after the remote {@code nametrans}
 * @param local its name on disk
 * @param key where its status is kept
 * @param ignored messages that are not downloaded
 * @param made which of them was made in this pass, or would be
 */
record FolderPair(
    ListedFolder remote,
    String visible,
    FolderName local,
    StatusKey key,
    Made made,
    UidSet ignored) {
  /** The same without downloads of these messages. */
  FolderPair ignoring(UidSet uids) {
    return new FolderPair(remote, visible, local, key, made, uids);
  }

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
