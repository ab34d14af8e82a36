package org.offlineimap.cli;

import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;

/** Passes events on, and remembers whether a whole repository failed. Thread-safe. */
final class FailureWatch implements EventSink {
  private final EventSink next;
  private volatile boolean wide;

  FailureWatch(EventSink next) {
    this.next = next;
  }

  @Override
  public void accept(SyncEvent event) {
    if (event instanceof SyncEvent.Failed failed
        && failed.cause() instanceof SyncException.RepositoryFailure) {
      wide = true;
    }
    next.accept(event);
  }

  boolean isWide() {
    return wide;
  }
}
