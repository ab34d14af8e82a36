package org.offlineimap.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * A pair of raw deflate streams over a connection (RFC 4978). A read that times out may be
 * repeated. Confined to whoever reads, and whoever writes.
 */
final class Deflated extends InputStream {
  private static final int BUFFER = 16 * 1024;

  private final InputStream compressed;
  private final Inflater inflater = new Inflater(true);
  private final byte[] input = new byte[BUFFER];

  Deflated(InputStream compressed) {
    this.compressed = compressed;
  }

  /** What compresses; each flush ends a block, so that the client can read all of it. */
  static OutputStream output(OutputStream plain) {
    return new DeflaterOutputStream(plain, new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    try {
      int count = inflater.inflate(target, from, length);
      while (count == 0) {
        int some = compressed.read(input);
        if (some < 0) {
          return -1;
        }
        inflater.setInput(input, 0, some);
        count = inflater.inflate(target, from, length);
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("not deflated: " + e.getMessage(), e);
    }
  }

  /** Whether more can be had without waiting, as far as one can tell. */
  @Override
  public int available() throws IOException {
    return inflater.needsInput() ? compressed.available() : 1;
  }
}
