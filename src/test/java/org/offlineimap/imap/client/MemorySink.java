package org.offlineimap.imap.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Uid;

/** Keeps bodies; fails for chosen ones. Thread-safe. */
final class MemorySink implements BodySink {
  final Map<Uid, String> bodies = new ConcurrentHashMap<>();
  final Set<Uid> abandoned = ConcurrentHashMap.newKeySet();
  private final Set<Uid> failing;

  MemorySink(Uid... failing) {
    this.failing = Set.of(failing);
  }

  @Override
  public OutputStream open(Uid uid, long octets) {
    return new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] octets, int offset, int length) {
        if (failing.contains(uid)) {
          throw new java.io.UncheckedIOException(new IOException("disk full"));
        }
        super.write(octets, offset, length);
      }

      @Override
      public void close() {
        if (!abandoned.contains(uid)) {
          bodies.put(uid, toString(StandardCharsets.ISO_8859_1));
        }
      }
    };
  }

  @Override
  public void abandon(Uid uid) {
    abandoned.add(uid);
  }
}
