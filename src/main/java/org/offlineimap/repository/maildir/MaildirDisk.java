package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Every effect on the file system that this package has, one method each, so that a test can count
 * them, fail one, or stop at the n-th. Reading goes past it. Thread-safe.
 */
public interface MaildirDisk {
  /**
   * Creates a file (0666 less the umask) that must not exist and opens it for writing.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it exists
   */
  OutputStream create(Path file) throws IOException;

  /** Flushes a file's content to the device. */
  void forceFile(Path file) throws IOException;

  /**
   * Flushes a directory's entries to the device; does nothing where directories cannot be opened.
   */
  void forceDirectory(Path directory) throws IOException;

  /** Sets a file's modification time. */
  void date(Path file, Instant modified) throws IOException;

  /**
   * Gives a file a second name.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the name is taken
   * @throws UnsupportedOperationException when the file system has no hard links
   */
  void link(Path from, Path to) throws IOException;

  /**
   * Renames a file in one step.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the name is taken
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Removes a name.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  void unlink(Path file) throws IOException;

  /** Creates a directory (0700) whose parent exists; it must not exist itself. */
  void makeDirectory(Path directory) throws IOException;

  /** The real disk. */
  static MaildirDisk real() {
    return new RealDisk();
  }
}
