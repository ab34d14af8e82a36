package org.offlineimap.imap.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Uid;

/**
 * One message's destination, which never fails: the first failure is remembered, the rest of the
 * octets is discarded. On the reader thread only.
 */
final class GuardedSink extends OutputStream {
  private final BodySink sink;
  private final Uid uid;
  private @Nullable OutputStream out;
  private @Nullable Exception failure;

  private GuardedSink(BodySink sink, Uid uid) {
    this.sink = sink;
    this.uid = uid;
  }

  static GuardedSink open(BodySink sink, Uid uid, long octets) {
    GuardedSink guarded = new GuardedSink(sink, uid);
    try {
      guarded.out = sink.open(uid, octets);
    } catch (IOException | RuntimeException e) {
      guarded.failure = e;
    }
    return guarded;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    if (out == null || failure != null) {
      return;
    }
    try {
      out.write(octets, offset, length);
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /** All octets came. Tells what went wrong here, if anything did. */
  Optional<String> finish() {
    if (failure == null && out != null) {
      try {
        out.close();
      } catch (IOException | RuntimeException e) {
        failure = e;
        sink.abandon(uid);
        return reason();
      }
      return Optional.empty();
    }
    abandon();
    return reason();
  }

  /** The connection failed before all octets came. */
  void cut(IOException cause) {
    failure = failure == null ? cause : failure;
    abandon();
  }

  private void abandon() {
    if (out == null) {
      return;
    }
    try {
      sink.abandon(uid);
      out.close();
    } catch (IOException | RuntimeException e) {
      if (failure != null) {
        failure.addSuppressed(e);
      }
    }
  }

  private Optional<String> reason() {
    return Optional.of(String.valueOf(failure == null ? "no destination" : failure.getMessage()));
  }
}
