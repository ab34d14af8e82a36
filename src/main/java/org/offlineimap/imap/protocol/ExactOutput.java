package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets exactly the announced number of octets through, and tells whose failure it was. Confined to
 * one thread.
 */
final class ExactOutput extends OutputStream {
  private final OutputStream out;
  private long left;
  private boolean targetFailed;

  ExactOutput(OutputStream out, long octets) {
    this.out = out;
    this.left = octets;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length > left) {
      throw new IOException("the message grew while it was sent");
    }
    left -= length;
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      targetFailed = true;
      throw e;
    }
  }

  boolean targetFailed() {
    return targetFailed;
  }

  void finish() throws IOException {
    if (left > 0) {
      throw new IOException("the message shrank while it was sent");
    }
  }
}
