package org.offlineimap.repository.maildir;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/**
 * With {@code restoreatime}: when the directories of a repository were last read by somebody else,
 * which mail readers take for "new mail has been seen". Guarded by itself.
 */
final class AccessTimes {
  private final Store store;

  @GuardedBy("this")
  private final Map<Path, FileTime> times = new HashMap<>();

  AccessTimes(Store store) {
    this.store = store;
  }

  private boolean wanted() {
    return store.settings().care().restoresAccessTimes();
  }

  /** Notes those of a folder, before it is read. */
  synchronized void note(Path folder) throws IOException {
    if (wanted()) {
      for (Place place : Place.values()) {
        Path directory = folder.resolve(place.directory());
        times.put(directory, read(directory));
      }
    }
  }

  private static FileTime read(Path directory) throws IOException {
    return Files.readAttributes(directory, BasicFileAttributes.class).lastAccessTime();
  }

  /** Puts those of a folder back. */
  synchronized void restore(Path folder) throws IOException {
    for (Place place : Place.values()) {
      Path directory = folder.resolve(place.directory());
      FileTime before = times.get(directory);
      if (before != null && !before.equals(read(directory))) {
        store.disk().accessed(directory, before);
      }
    }
  }
}
