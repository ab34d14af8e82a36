package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * Holds back bodies without a single octet: some servers send one for a message that they cannot
 * read (reference: field 5). Written on a connection's reader thread; thread-safe.
 */
final class EmptyBodies implements BodySink {
  private final BodySink sink;
  private final Set<Long> empty = new ConcurrentSkipListSet<>();

  EmptyBodies(BodySink sink) {
    this.sink = sink;
  }

  @Override
  public OutputStream open(Uid uid, long octets) throws IOException {
    if (octets == 0) {
      empty.add(uid.value());
      return OutputStream.nullOutputStream();
    }
    return sink.open(uid, octets);
  }

  @Override
  public void abandon(Uid uid) {
    if (!empty.remove(uid.value())) {
      sink.abandon(uid);
    }
  }

  /** The messages that were held back. */
  UidSet uids() {
    return UidSet.of(empty.stream().mapToLong(Long::longValue).toArray());
  }

  /** Hands on a message that has no octets indeed. */
  void deliver(Uid uid) throws SyncException {
    try {
      sink.open(uid, 0).close();
    } catch (IOException e) {
      throw new SyncException.FolderFailure("cannot store message " + uid + ": " + e, e, true);
    }
  }
}
