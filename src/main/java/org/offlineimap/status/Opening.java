package org.offlineimap.status;

import java.nio.file.Path;
import org.offlineimap.mail.SyncException.FolderFailure;

/** How folders' status is opened in one of its forms. Thread-safe. */
interface Opening {
  /** Opens a folder's status, made, upgraded or imported as need be. */
  FolderStatus open(StatusKey key) throws FolderFailure;

  /** Leaves the folder without rows; the other form is not asked any more. Whether it is new. */
  boolean reset(StatusKey key) throws FolderFailure;

  /** The same, only to look: nothing is made or upgraded. */
  Opening reading(StatusNotice quiet);

  /** The file that holds a folder's status. */
  Path file(StatusKey key);
}
