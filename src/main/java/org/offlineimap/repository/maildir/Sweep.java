package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes what a killed run left in {@code tmp/}: our names only, and not before 36 h. Immutable.
 */
final class Sweep {
  /** As the Maildir convention has it. */
  private static final Duration AGE = Duration.ofHours(36);

  private final Store store;
  private final NameFormat format;

  Sweep(Store store, NameFormat format) {
    this.store = store;
    this.format = format;
  }

  void clean(Path tmp) {
    Instant limit = store.host().clock().instant().minus(AGE);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(tmp)) {
      for (Path entry : entries) {
        if (format.uid(String.valueOf(entry.getFileName())).isPresent()
            && Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
          store.disk().unlink(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      store.warn("cannot clear old files out of " + tmp + ": " + e);
    }
  }
}
