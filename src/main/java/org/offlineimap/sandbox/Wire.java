package org.offlineimap.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * The octets of one connection, both ways: buffers, counts, turnarounds and the faults that concern
 * octets. Answers are held back until the client has nothing more to say, so that one write carries
 * them all and what the client pipelined is told apart from what it waited for. Confined to the
 * connection's thread, but for {@link #close}, and for writing, which takes {@code writing}.
 */
final class Wire implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final Pattern COMMON_NAME = Pattern.compile("CN=([^,]+)");

  private final ReentrantLock writing = new ReentrantLock();
  private final SessionLog log;
  private final FaultScript faults;
  private final int graceMillis;
  private final byte[] input = new byte[BUFFER];
  private final byte[] output = new byte[BUFFER];
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int inputAt;
  private int inputEnd;
  private int outputEnd;
  private long received;
  private long sent;
  private volatile boolean answered;
  private boolean prompted;
  private boolean compressed;

  Wire(Socket socket, SessionLog log, FaultScript faults, Duration grace) throws IOException {
    this.socket = socket;
    this.log = log;
    this.faults = faults;
    this.graceMillis = (int) grace.toMillis();
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
  }

  Socket socket() {
    return socket;
  }

  /** Goes on over another socket; what was read ahead is dropped, as RFC 9051 6.2.1 demands. */
  void switchTo(Socket secure) throws IOException {
    socket = secure;
    in = secure.getInputStream();
    out = secure.getOutputStream();
    inputAt = inputEnd;
    answered = false;
    log.startAnew();
  }

  /** Goes on compressed (RFC 4978); octets are counted and cut as they are before compression. */
  void compress() {
    in = new Deflated(in);
    out = Deflated.output(out);
    inputAt = inputEnd;
    compressed = true;
  }

  /** The common name in the client's certificate, empty without one. */
  String certifiedName() {
    if (!(socket instanceof SSLSocket secure)) {
      return "";
    }
    try {
      String name = secure.getSession().getPeerPrincipal().getName();
      Matcher matcher = COMMON_NAME.matcher(name);
      return matcher.find() ? matcher.group(1) : "";
    } catch (SSLPeerUnverifiedException e) {
      return ""; // The client has none, which is no error.
    }
  }

  boolean isCompressed() {
    return compressed;
  }

  /** The next octet. */
  int read() throws IOException {
    if (inputAt == inputEnd) {
      fill();
    }
    return input[inputAt++] & 0xff;
  }

  /** Fills all of {@code target}. */
  void readFully(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      if (inputAt == inputEnd) {
        fill();
      }
      int some = Math.min(inputEnd - inputAt, target.length - done);
      System.arraycopy(input, inputAt, target, done, some);
      inputAt += some;
      done += some;
    }
  }

  /** Whether the client has nothing more to say before it is answered. */
  boolean isClientWaiting() throws IOException {
    return inputAt == inputEnd && !moreComesSoon();
  }

  private void fill() throws IOException {
    boolean waited = prompted || (answered && !moreComesSoon());
    prompted = false;
    if (inputAt == inputEnd) {
      flush();
      cutIfDue();
      stallIfDue();
      take(in.read(input));
    }
    if (waited) {
      log.turnaround();
      answered = false;
    }
  }

  /** A cut happens when its octet is there, not when the client says more. */
  private void cutIfDue() throws EOFException {
    if (received >= faults.cutReceived()) {
      throw new EOFException("cut as the fault script says");
    }
  }

  private void stallIfDue() throws IOException {
    if (received >= faults.stallReceived()) {
      stall();
      throw new EOFException("ended after a stall, as the fault script says");
    }
  }

  private boolean moreComesSoon() throws IOException {
    cutIfDue();
    if (received >= faults.stallReceived()) {
      return false;
    }
    if (graceMillis == 0) {
      return in.available() > 0;
    }
    socket.setSoTimeout(graceMillis);
    try {
      take(in.read(input));
      return true;
    } catch (SocketTimeoutException e) {
      return false; // The client waits for us: the normal end of a batch.
    } finally {
      socket.setSoTimeout(0);
    }
  }

  private void take(int count) throws IOException {
    if (count < 0) {
      throw new EOFException("the client has gone");
    }
    long limit = Math.min(faults.cutReceived(), faults.stallReceived());
    long allowed = Math.min(count, limit - received);
    if (allowed <= 0) {
      throw new EOFException("cut as the fault script says");
    }
    inputAt = 0;
    inputEnd = (int) allowed;
    received += allowed;
    log.received(allowed);
  }

  void write(byte[] octets) throws IOException {
    write(octets, 0, octets.length);
  }

  void write(byte[] octets, int from, int length) throws IOException {
    writing.lock();
    try {
      answered = true;
      if (outputEnd + length > BUFFER) {
        sendAll();
      }
      if (length > BUFFER) {
        send(octets, from, length);
      } else {
        System.arraycopy(octets, from, output, outputEnd, length);
        outputEnd += length;
      }
    } finally {
      writing.unlock();
    }
  }

  /** Forgets what was written and not sent yet. */
  void dropUnsent() {
    outputEnd = 0;
  }

  /** Sends what there is; what the client says next it says because it was asked to. */
  void prompt() throws IOException {
    prompted = true;
    flush();
  }

  /** Sends what nobody asked for, which ends no turnaround. */
  void flushUnasked() throws IOException {
    writing.lock();
    try {
      flush();
      answered = false;
    } finally {
      writing.unlock();
    }
  }

  void flush() throws IOException {
    writing.lock();
    try {
      sendAll();
    } finally {
      writing.unlock();
    }
  }

  private void sendAll() throws IOException {
    int length = outputEnd;
    outputEnd = 0;
    send(output, 0, length);
  }

  private void send(byte[] octets, int from, int length) throws IOException {
    int step = faults.isOneByteSegments() ? 1 : length;
    for (int at = from; at < from + length; at += step) {
      sendOnce(octets, at, step);
    }
  }

  private void sendOnce(byte[] octets, int from, int length) throws IOException {
    if (sent + length > faults.stallSent() && sent <= faults.stallSent()) {
      int before = (int) (faults.stallSent() - sent);
      put(octets, from, before);
      stall();
      put(octets, from + before, length - before);
    } else {
      put(octets, from, length);
    }
  }

  /** Falls silent until {@link FaultScript#release}. */
  void stall() throws IOException {
    try {
      faults.awaitRelease();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while stalling");
    }
  }

  private void put(byte[] octets, int from, int length) throws IOException {
    int allowed = (int) Math.min(length, faults.cutSent() - sent);
    out.write(octets, from, allowed);
    out.flush();
    sent += allowed;
    log.sent(allowed);
    if (allowed < length || sent == faults.cutSent()) {
      throw new EOFException("cut as the fault script says");
    }
  }

  /** Ends the connection at once; a thread that stalls is left to {@link FaultScript#release}. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
