package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns octets as they come from the wire into those of the file: a CR directly before an LF goes,
 * every other octet stays (rule R3). Confined to one thread.
 */
final class DiskForm {
  private static final int LARGEST_BUFFER = 64 * 1024;

  private final OutputStream file;
  private final byte[] buffer;
  private int used;
  private boolean heldCr;

  /** {@code announced}: how many octets will come, as far as is known. */
  DiskForm(OutputStream file, long announced) {
    this.file = file;
    this.buffer = new byte[(int) Math.clamp(announced, 1L, LARGEST_BUFFER)];
  }

  void write(byte[] octets, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (heldCr && octets[from] != '\n') {
      put((byte) '\r');
    }
    int end = from + length;
    heldCr = octets[end - 1] == '\r';
    int last = heldCr ? end - 1 : end;
    int start = from;
    for (int i = from; i < last - 1; i++) {
      if (octets[i] == '\r' && octets[i + 1] == '\n') {
        copy(octets, start, i);
        start = i + 1;
      }
    }
    copy(octets, start, last);
  }

  private void copy(byte[] octets, int from, int to) throws IOException {
    for (int at = from; at < to; ) {
      if (used == buffer.length) {
        flush();
      }
      int count = Math.min(to - at, buffer.length - used);
      System.arraycopy(octets, at, buffer, used, count);
      used += count;
      at += count;
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
