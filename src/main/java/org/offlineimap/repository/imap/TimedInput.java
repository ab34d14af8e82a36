package org.offlineimap.repository.imap;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A pipe's end that can be read with a time limit: a thread of its own reads ahead, a bounded
 * amount. Read by one thread; {@link #timeout} and {@link #close} may be called by any.
 */
final class TimedInput extends InputStream {
  private static final int BLOCK = 1 << 15;
  private static final int BLOCKS = 8;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread pump;
  private volatile Duration timeout = Duration.ZERO;
  private volatile boolean closed;
  private byte[] block = END;
  private int at;
  private boolean ended;

  TimedInput(InputStream source) {
    pump = Thread.ofVirtual().name("output of a tunnel").start(() -> pump(source));
  }

  private void pump(InputStream source) {
    byte[] buffer = new byte[BLOCK];
    try {
      int read = readSome(source, buffer);
      while (read >= 0) {
        blocks.put(Arrays.copyOf(buffer, read));
        read = readSome(source, buffer);
      }
      blocks.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A pipe that breaks has ended. */
  private static int readSome(InputStream source, byte[] buffer) {
    try {
      return source.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  /** How long a read may wait; zero means for ever. */
  void timeout(Duration limit) {
    timeout = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == block.length) {
      if (ended || closed) {
        return -1;
      }
      block = next();
      at = 0;
      ended = block.length == 0;
    }
    int count = Math.min(length, block.length - at);
    System.arraycopy(block, at, target, offset, count);
    at += count;
    return count;
  }

  private byte[] next() throws IOException {
    try {
      Duration limit = timeout;
      if (limit.isZero()) {
        return blocks.take();
      }
      byte[] next = blocks.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new SocketTimeoutException("the tunnel is silent");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Whoever waits for more is told that there is none. */
  @Override
  public void close() {
    closed = true;
    pump.interrupt();
    blocks.clear();
    boolean told = blocks.offer(END);
    assert told || closed;
  }
}
