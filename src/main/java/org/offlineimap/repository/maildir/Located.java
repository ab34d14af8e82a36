package org.offlineimap.repository.maildir;

import java.nio.file.Path;

/**
 * A message file: its directory and its name. One whose name is not UTF-8 cannot be addressed: it
 * counts as present and is left alone.
 */
record Located(Place place, String file, boolean addressable) {
  Located(Place place, String file) {
    this(place, file, true);
  }

  Path in(Path folder) {
    return folder.resolve(place.directory()).resolve(file);
  }
}
