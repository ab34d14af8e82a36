package org.offlineimap.status;

import java.nio.file.Path;

/**
 * Where an account's memory lies (reference: formats 1).
 *
 * @param metadata the metadata directory
 * @param account the account's name
 * @param remote the remote repository's name
 * @param local the local repository's name
 */
public record StatusPlace(Path metadata, String account, String remote, String local) {
  Path sqlite(StatusKey key) {
    return accountDirectory().resolve("LocalStatus-sqlite").resolve(key.fileName());
  }

  Path plain(StatusKey key) {
    return accountDirectory().resolve("LocalStatus").resolve(key.fileName());
  }

  Path engine(String file) {
    return accountDirectory().resolve("Engine").resolve(file);
  }

  Path validity(String repository, String file) {
    return metadata.resolve("Repository-" + repository).resolve("FolderValidity").resolve(file);
  }

  Path startUid(String repository, String file) {
    return metadata.resolve("Repository-" + repository).resolve("StartUID").resolve(file);
  }

  Path uidMap(String file) {
    return metadata.resolve("Repository-" + local).resolve("UIDMapping").resolve(file);
  }

  private Path accountDirectory() {
    return metadata.resolve("Account-" + account);
  }
}
