package org.offlineimap.imap.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Raw deflate read from a connection (RFC 4978). It asks for more only when nothing is left to
 * inflate, and a read that times out may be repeated. Confined to one thread at a time.
 */
final class InflatedInput extends InputStream {
  private static final int BUFFER = 32 << 10;

  private final InputStream compressed;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[BUFFER];
  private long taken;

  /**
   * Goes on with a stream.
   *
   * @param early what was taken from the stream already and belongs to the compressed part
   * @param taken octets taken from the stream so far, {@code early} included
   */
  InflatedInput(InputStream compressed, byte[] early, long taken) {
    this.compressed = compressed;
    this.taken = taken;
    inflater.setInput(early);
  }

  /** Octets taken from the stream so far. */
  long taken() {
    return taken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int count = inflater.inflate(target, from, length);
      while (count == 0) {
        if (inflater.finished() || inflater.needsDictionary()) {
          throw new IOException("the compressed stream ended");
        }
        int more = compressed.read(input);
        if (more < 0) {
          return -1;
        }
        taken += more;
        inflater.setInput(input, 0, more);
        count = inflater.inflate(target, from, length);
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("the compressed stream is broken: " + e.getMessage(), e);
    }
  }
}
