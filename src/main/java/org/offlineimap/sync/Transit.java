package org.offlineimap.sync;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.RemoteFolder.NewMessage;

/**
 * Tells a few times a second how far a group of messages has come on the wire, so that a slow line
 * and a large message can be seen to move. Guarded by itself; nothing is told with the lock held.
 */
final class Transit {
  private static final long STEP_MILLIS = 200;

  private final FolderWork work;

  /** Moved and not told yet. */
  @GuardedBy("this")
  private long messages;

  @GuardedBy("this")
  private long octets;

  @GuardedBy("this")
  private long toldMessages;

  @GuardedBy("this")
  private long toldOctets;

  @GuardedBy("this")
  private long toldMillis;

  Transit(FolderWork work) {
    this.work = work;
    this.toldMillis = work.pass().clock().millis();
  }

  /** The same sink, counted. */
  BodySink counting(BodySink sink) {
    return new BodySink() {
      @Override
      public OutputStream open(Uid uid, long announced) throws IOException {
        return new Counted(sink.open(uid, announced));
      }

      @Override
      public void abandon(Uid uid) {
        sink.abandon(uid);
      }
    };
  }

  /** The same message, counted while it is sent. */
  NewMessage counting(NewMessage message) {
    MessageSource source = message.source();
    MessageSource counted =
        new MessageSource() {
          @Override
          public long wireOctets() throws IOException {
            return source.wireOctets();
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            source.writeTo(new Counted(out));
            moved(1, 0);
          }
        };
    return new NewMessage(counted, message.flags(), message.internalDate(), message.hasNul());
  }

  /** Passes octets on; closing what it writes to means that a message is whole. */
  private final class Counted extends OutputStream {
    private final OutputStream out;

    private Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      moved(0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      moved(0, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
      moved(1, 0);
    }
  }

  private void moved(long whole, long more) {
    step(whole, more).ifPresent(work.pass()::tell);
  }

  private synchronized Optional<SyncEvent> step(long whole, long more) {
    messages += whole;
    octets += more;
    long now = work.pass().clock().millis();
    return Math.abs(now - toldMillis) < STEP_MILLIS ? Optional.empty() : Optional.of(tell(now));
  }

  @GuardedBy("this")
  private SyncEvent tell(long now) {
    SyncEvent event = new SyncEvent.Progress(work.pass().account(), work.name(), messages, octets);
    toldMessages += messages;
    toldOctets += octets;
    toldMillis = now;
    messages = 0;
    octets = 0;
    return event;
  }

  /** The group is in place, so many messages and octets in all: tells what was not told yet. */
  void end(long allMessages, long allOctets) {
    work.pass().tell(rest(allMessages, allOctets));
  }

  private synchronized SyncEvent rest(long allMessages, long allOctets) {
    messages = Math.max(0, allMessages - toldMessages);
    octets = Math.max(0, allOctets - toldOctets);
    return tell(toldMillis);
  }
}
