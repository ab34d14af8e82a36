package org.offlineimap.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.offlineimap.repository.imap.Spool;

/**
 * Bodies in one file that has no name any more once it is open: nothing is left of it, however the
 * process ends. Thread-safe; each slot is written by one thread, then read.
 */
final class SpoolFile implements Spool {
  private static final int BUFFER = 64 * 1024;

  private final FileChannel channel;

  @GuardedBy("this")
  private long end;

  private SpoolFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes one in a directory, which is made when need be; only its owner can read it. */
  static SpoolFile in(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new SpoolFile(
        FileChannel.open(
            directory.resolve("spool-" + UUID.randomUUID()),
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  @Override
  public synchronized Slot slot(long octets) {
    long start = end;
    end += octets;
    return new Region(start, octets);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Region implements Slot {
    private final long start;
    private final long octets;

    Region(long start, long octets) {
      this.start = start;
      this.octets = octets;
    }

    @Override
    public long wireOctets() {
      return octets;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      long at = 0;
      while (at < octets) {
        buffer.clear().limit((int) Math.min(BUFFER, octets - at));
        int got = channel.read(buffer, start + at);
        if (got <= 0) {
          throw new IOException("a message on its way is shorter than it was");
        }
        out.write(buffer.array(), 0, got);
        at += got;
      }
    }

    @Override
    public OutputStream out() {
      return new OutputStream() {
        private long at;

        @Override
        public void write(int octet) throws IOException {
          write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
          if (length > octets - at) {
            throw new IOException("more octets than the " + octets + " announced");
          }
          ByteBuffer left = ByteBuffer.wrap(data, from, length);
          while (left.hasRemaining()) {
            at += channel.write(left, start + at);
          }
        }
      };
    }
  }
}
