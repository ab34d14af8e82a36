package org.offlineimap.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file system, through the JDK. */
final class SystemDisk implements StatusDisk {
  private final boolean fsync;

  SystemDisk(boolean fsync) {
    this.fsync = fsync;
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public boolean durable() {
    return fsync;
  }

  @Override
  public void mkdir(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      mkdir(parent);
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    flushDirectoryOf(directory);
  }

  @Override
  public void create(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(file);
      flushDirectoryOf(file);
    }
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, content);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    flushDirectoryOf(file);
  }

  @Override
  public void replaceUnflushed(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void replaceLocked(Path file, Path lock, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      FileLock held = channel.lock();
      try {
        replace(file, content);
      } finally {
        held.release();
      }
    }
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    boolean made = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(channel, content);
    }
    if (made) {
      flushDirectoryOf(file);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to);
    flushDirectoryOf(to);
  }

  @Override
  public void remove(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      flushDirectoryOf(file);
    }
  }

  @Override
  public void commit(Path database, Transaction transaction) throws IOException {
    transaction.run();
  }

  private void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(content);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    if (fsync) {
      channel.force(true);
    }
  }

  private void flushDirectoryOf(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (fsync && parent != null) {
      try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
