package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.offlineimap.mail.FolderName;

/**
 * Directories whose events nobody tells, and what they last looked like. Thread-safe, guarded by
 * one lock.
 */
final class DirectoryLooks {
  private static final String MISSING = "missing";

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Path, Looked> all = new HashMap<>();

  private record Looked(FolderName folder, String stamp) {}

  boolean isEmpty() {
    lock.lock();
    try {
      return all.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean has(Path directory) {
    lock.lock();
    try {
      return all.containsKey(directory);
    } finally {
      lock.unlock();
    }
  }

  void add(FolderName folder, Path directory) {
    Looked now = new Looked(folder, stamp(directory));
    lock.lock();
    try {
      all.put(directory, now);
    } finally {
      lock.unlock();
    }
  }

  /** The time of the last change alone: reading may touch the other times. */
  private static String stamp(Path directory) {
    try {
      BasicFileAttributes read = Files.readAttributes(directory, BasicFileAttributes.class);
      return read.fileKey() + " " + read.lastModifiedTime();
    } catch (IOException e) {
      return MISSING;
    }
  }

  /** Looks at all of them; {@code changed} takes those that are no longer as they were. */
  void look(BiConsumer<FolderName, Path> changed) {
    Map<Path, Looked> before;
    lock.lock();
    try {
      before = Map.copyOf(all);
    } finally {
      lock.unlock();
    }
    before.forEach((directory, old) -> {
      if (!stamp(directory).equals(old.stamp())) {
        add(old.folder(), directory);
        changed.accept(old.folder(), directory);
      }
    });
  }
}
