package org.offlineimap.imap.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/** Buffers and counts what is sent. Written with the write lock held; asked by any thread. */
final class Outbound extends OutputStream {
  private OutputStream out;
  private final byte[] buffer = new byte[64 << 10];
  private int used;
  private long drained;
  private long before;
  private @Nullable Deflater deflater;
  private volatile long sent;
  private volatile long lastSend = System.nanoTime();

  Outbound(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    if (used == buffer.length) {
      drain();
    }
    buffer[used++] = (byte) octet;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (used == buffer.length) {
        drain();
      }
      int count = Math.min(length - done, buffer.length - used);
      System.arraycopy(octets, offset + done, buffer, used, count);
      used += count;
      done += count;
    }
  }

  /** From here on what is sent is raw deflate (RFC 4978 3), whole at each flush. */
  void deflate() {
    deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    out = new DeflaterOutputStream(out, deflater, true);
    before = drained;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    drained += used;
    sent = wireOctets();
    used = 0;
    lastSend = System.nanoTime();
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
    sent = wireOctets();
  }

  private long wireOctets() {
    return deflater == null ? drained : before + deflater.getBytesWritten();
  }

  long sent() {
    return sent;
  }

  /** When something was sent last, as {@link System#nanoTime}. */
  long lastSend() {
    return lastSend;
  }
}
