package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Every change that this package makes to a disk, one method call an effect: a test counts them and
 * stops the world before or after any one (design 4). Thread-safe.
 */
public interface StatusDisk {
  /** The real disk; with {@code fsync} every effect is durable when its call returns. */
  static StatusDisk system(boolean fsync) {
    return new SystemDisk(fsync);
  }

  /** A disk that is only read: every effect is left out (dry run). */
  static StatusDisk untouched() {
    return new UntouchedDisk();
  }

  /** Whether effects happen at all. */
  boolean writes();

  /** Whether effects are flushed. */
  boolean durable();

  /** Makes a directory and its parents, mode 0700; existing ones are accepted. */
  void mkdir(Path directory) throws IOException;

  /** Makes an empty file, mode 0666 without the umask; an existing one is accepted. */
  void create(Path file) throws IOException;

  /** Replaces a file as a whole: a {@code .tmp} beside it, flushed, renamed, directory flushed. */
  void replace(Path file, byte[] content) throws IOException;

  /**
   * Replaces a file as a whole without flushing: after a loss of power it may be the old one, the
   * new one or neither, so whoever reads it checks it.
   */
  void replaceUnflushed(Path file, byte[] content) throws IOException;

  /**
   * The same under an exclusive record lock on {@code lock}, which exists, as the original's own
   * writers take it.
   */
  void replaceLocked(Path file, Path lock, byte[] content) throws IOException;

  /** Adds octets at a file's end, making it if need be, and flushes. */
  void append(Path file, byte[] content) throws IOException;

  /** Gives a file another name in its directory; the new name must be free. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; an absent one is fine. */
  void remove(Path file) throws IOException;

  /** Carries out one database transaction, from its beginning to its durable end. */
  void commit(Path database, Transaction transaction) throws IOException;

  /** A transaction, complete with begin and commit; on failure it has rolled back. */
  @FunctionalInterface
  interface Transaction {
    /** Carries it out. */
    void run() throws IOException;
  }
}
