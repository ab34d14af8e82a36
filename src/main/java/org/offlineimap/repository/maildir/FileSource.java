package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.offlineimap.mail.MessageSource;

/**
 * A message file in wire form: an LF without a CR before it becomes CRLF, every other octet stays
 * (rule R3). Read twice, never held. Confined to one thread.
 */
final class FileSource implements MessageSource {
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final Contents contents;
  private final Contents.Choice choice;
  private long octets = -1;

  FileSource(Path folder, Contents contents, Contents.Choice choice) {
    this.folder = folder;
    this.contents = contents;
    this.choice = choice;
  }

  @Override
  public long wireOctets() throws IOException {
    if (octets < 0) {
      octets = read(OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }
    return octets;
  }

  /** Never writes more than was announced; fails when the file became shorter or longer. */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    long announced = wireOctets();
    if (read(out, announced) != announced) {
      throw changed();
    }
  }

  private long read(OutputStream out, long limit) throws IOException {
    try (InputStream in = open()) {
      return copy(in, out, limit);
    }
  }

  private InputStream open() throws IOException {
    InputStream[] opened = new InputStream[1];
    boolean there = contents.apply(choice, at -> opened[0] = Files.newInputStream(at.in(folder)));
    if (!there) {
      throw new NoSuchFileException(folder.toString(), null, "the message is gone");
    }
    return opened[0];
  }

  private long copy(InputStream in, OutputStream out, long limit) throws IOException {
    byte[] from = new byte[BUFFER];
    byte[] to = new byte[2 * BUFFER];
    byte last = 0;
    long written = 0;
    for (int got = in.read(from); got >= 0; got = in.read(from)) {
      int used = 0;
      for (int i = 0; i < got; i++) {
        if (from[i] == '\n' && last != '\r') {
          to[used++] = '\r';
        }
        last = from[i];
        to[used++] = last;
      }
      written += used;
      if (written > limit) {
        throw changed();
      }
      out.write(to, 0, used);
    }
    return written;
  }

  private IOException changed() {
    return new IOException("a message file in " + folder + " changed while it was read");
  }
}
