package org.offlineimap.imap.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Uid;

/** Keeps headers in memory, up to a limit each. Thread-safe. */
final class HeaderSink implements BodySink {
  private static final long LARGEST = 1 << 20;

  private final Set<Uid> abandoned = ConcurrentHashMap.newKeySet();
  private final Map<Uid, byte[]> headers = new ConcurrentHashMap<>();

  @Override
  public OutputStream open(Uid uid, long octets) throws IOException {
    if (octets > LARGEST) {
      throw new IOException("a header of " + octets + " octets");
    }
    return new ByteArrayOutputStream((int) octets) {
      @Override
      public void close() {
        if (!abandoned.contains(uid)) {
          headers.put(uid, toByteArray());
        }
      }
    };
  }

  @Override
  public void abandon(Uid uid) {
    abandoned.add(uid);
  }

  Map<Uid, byte[]> headers() {
    return Map.copyOf(headers);
  }
}
