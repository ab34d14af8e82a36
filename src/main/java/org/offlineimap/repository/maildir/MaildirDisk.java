package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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

  /** A file's content on its way to the device. */
  @FunctionalInterface
  interface Flush {
    /**
     * Waits until it is there.
     *
     * @throws IOException it is not
     */
    void await() throws IOException;
  }

  /**
   * Closes a file that {@link #create} opened and that is whole, and flushes its content to the
   * device as {@link #forceFile} does: beside its caller where it can, else when that is awaited.
   */
  default Flush finish(Path file, OutputStream out) throws IOException {
    out.close();
    return () -> forceFile(file);
  }

  /**
   * Flushes a directory's entries to the device; does nothing where directories cannot be opened.
   */
  void forceDirectory(Path directory) throws IOException;

  /** Sets a file's modification time. */
  void date(Path file, Instant modified) throws IOException;

  /** Sets a directory's access time; its modification time stays. */
  void accessed(Path directory, FileTime time) throws IOException;

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
   * Puts a file in the place of another in one step; the other's permissions stay.
   *
   * @throws java.nio.file.NoSuchFileException when there is no other
   */
  void replace(Path from, Path to) throws IOException;

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
    return new Real();
  }

  /** The JDK's file system. Thread-safe. */
  final class Real implements MaildirDisk {
    private final Flusher flusher = new Flusher();

    @Override
    public OutputStream create(Path file) throws IOException {
      return new NewFile(
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void forceFile(Path file) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }

    @Override
    public Flush finish(Path file, OutputStream out) throws IOException {
      return out instanceof NewFile open
          ? flusher.flush(open::forceAndClose)
          : MaildirDisk.super.finish(file, out);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      if (posix(directory)) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }

    @Override
    public void date(Path file, Instant modified) throws IOException {
      Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Override
    public void accessed(Path directory, FileTime time) throws IOException {
      Files.getFileAttributeView(directory, BasicFileAttributeView.class)
          .setTimes(null, time, null);
    }

    @Override
    public void link(Path from, Path to) throws IOException {
      Files.createLink(to, from);
    }

    /**
     * The JDK has no rename that refuses, so the check comes first. A link and an unlink would
     * refuse by themselves, but a kill between them would leave one message under two names, which
     * is worse: names end in time, process and UID, so that nobody else makes the same one in that
     * instant.
     */
    @Override
    public void rename(Path from, Path to) throws IOException {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      if (posix(from)) {
        Files.setPosixFilePermissions(from, Files.getPosixFilePermissions(to));
      }
      if (Files.notExists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(to.toString());
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void unlink(Path file) throws IOException {
      Files.delete(file);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
      if (posix(directory)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(directory);
      }
    }

    private static boolean posix(Path path) {
      return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * A file that was just created, open for writing until it was flushed: so it is opened once,
     * and an error of the device on its way shows here. One thread at a time.
     */
    private static final class NewFile extends OutputStream {
      private final FileChannel channel;

      NewFile(FileChannel channel) {
        this.channel = channel;
      }

      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] data, int from, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(data, from, length);
        while (left.hasRemaining()) {
          channel.write(left);
        }
      }

      /** Flushes the content to the device, and closes. */
      void forceAndClose() throws IOException {
        try (channel) {
          channel.force(true);
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    }
  }
}
