package org.offlineimap.repository.maildir;

import java.util.Map;
import java.util.Optional;

/** Recognises a folder whose files were named for another folder (formats 2.1). */
final class ForeignNames {
  /** Fewer may have been copied here from anywhere, by hand. */
  private static final int FEWEST = 10;

  private ForeignNames() {}

  /** The one hash that more than half of the messages carry and that is not this folder's. */
  static Optional<String> most(FolderScan scan) {
    return scan.foreignHashes().entrySet().stream()
        .filter(e -> e.getValue() >= FEWEST && e.getValue() * 2L > scan.size())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static String advice(String hash) {
    return "holds mostly files that were named for another folder (FMD5="
        + hash
        + "), and no folder here has that name: was nametrans, sep or utf8foldernames changed, or the"
        + " directory renamed? All of it would be uploaded again. Undo that change, or, to have these"
        + " messages uploaded as new ones, remove ',FMD5=...' from the names of the files";
  }
}
