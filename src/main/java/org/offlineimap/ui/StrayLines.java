package org.offlineimap.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * Standard error while the whole screen belongs to blinkenlights: a line that a library prints
 * would tear the picture, so it becomes a notice. Thread-safe, guarded by itself.
 */
final class StrayLines extends OutputStream {
  private final EventSink events;

  @GuardedBy("this")
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  StrayLines(EventSink events) {
    this.events = events;
  }

  @Override
  public void write(int octet) {
    String whole;
    synchronized (this) {
      if (octet != '\n') {
        line.write(octet);
        return;
      }
      whole = line.toString(StandardCharsets.UTF_8);
      line.reset();
    }
    events.accept(new SyncEvent.Notice("", Optional.empty(), whole));
  }
}
