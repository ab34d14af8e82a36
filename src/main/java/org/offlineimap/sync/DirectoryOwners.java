package org.offlineimap.sync;

import java.util.Optional;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Whose a local folder's directory is, where several accounts share a root (reference: beyond 6).
 * Thread-safe.
 */
public interface DirectoryOwners {
  /** Nobody shares anything. */
  DirectoryOwners ALONE =
      new DirectoryOwners() {
        @Override
        public Optional<String> claim(FolderName local) {
          return Optional.empty();
        }

        @Override
        public boolean isElsewhere(FolderName local) {
          return false;
        }
      };

  /**
   * Takes a folder's directory for this account.
   *
   * @return else who has it and where it is, for people
   */
  Optional<String> claim(FolderName local) throws AccountFailure;

  /** Whether another configured account pairs this folder, so that it is not new here. */
  boolean isElsewhere(FolderName local);
}
