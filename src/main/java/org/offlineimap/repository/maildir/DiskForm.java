package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns octets as they come from the wire into those of the file: a CR directly before an LF goes,
 * every other octet stays (rule R3). Confined to one thread.
 */
final class DiskForm {
  private final OutputStream file;
  private final byte[] buffer = new byte[16 * 1024];
  private int used;
  private boolean heldCr;

  DiskForm(OutputStream file) {
    this.file = file;
  }

  void write(byte[] octets, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      byte octet = octets[i];
      if (heldCr && octet != '\n') {
        put((byte) '\r');
      }
      heldCr = octet == '\r';
      if (!heldCr) {
        put(octet);
      }
    }
  }

  private void put(byte octet) throws IOException {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = octet;
  }

  private void flush() throws IOException {
    file.write(buffer, 0, used);
    used = 0;
  }

  /** The message is over: a CR at its very end is content. */
  void finish() throws IOException {
    if (heldCr) {
      put((byte) '\r');
      heldCr = false;
    }
    flush();
  }
}
