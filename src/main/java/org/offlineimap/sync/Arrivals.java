package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Uid;

/**
 * Tells of a message when it begins to arrive, which may be long after it was asked for. Used on a
 * connection's reader thread; thread-safe.
 */
record Arrivals(FolderWork work, BodySink sink, Count count) implements BodySink {
  /** Which message of how many, over all groups of a folder. */
  record Count(AtomicLong ordinal, long total) {}

  @Override
  public OutputStream open(Uid uid, long announced) throws IOException {
    OutputStream out = sink.open(uid, announced);
    Pass pass = work.pass();
    long ordinal = count.ordinal().incrementAndGet();
    pass.tell(
        new SyncEvent.CopyingMessage(
            pass.account(),
            work.name(),
            new SyncEvent.CopyingMessage.Copy(uid.value(), ordinal, count.total()),
            work.remoteEnd(),
            work.localEnd()));
    return out;
  }

  @Override
  public void abandon(Uid uid) {
    sink.abandon(uid);
  }
}
