package org.offlineimap.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;

/** Replaces a file as a whole, so that a reader sees the old text or the new one. Stateless. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Replaces it; one with this content already is not touched. A link stays a link, and the file
   * behind it keeps its permissions.
   *
   * @return whether it was written
   */
  static boolean replace(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file;
    if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), content)) {
      return false;
    }
    Path fresh = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.write(fresh, content);
      copyPermissions(target, fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return true;
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView there = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (there == null) {
      return;
    }
    try {
      there.setPermissions(Files.getPosixFilePermissions(from));
    } catch (NoSuchFileException fresh) {
      // A new file has what the user's umask gives it.
      return;
    }
  }
}
