package org.offlineimap.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Watches a run and knows its exit status: the first that applies of 1 (something failed), 3 (the
 * deletion guard), 2 (UIDVALIDITY), 0 (reference: beyond 1). Thread-safe.
 */
final class ExitStatus implements EventSink {
  private static final int GUARD = 3;

  private final AtomicInteger status = new AtomicInteger();

  @Override
  public void accept(SyncEvent event) {
    if (event instanceof SyncEvent.AccountFinished end) {
      add(end.result().outcome().exit());
    } else if (event instanceof SyncEvent.Failed failed) {
      add(isGuards(failed.cause()) ? GUARD : Program.FAILED);
    } else if (event instanceof SyncEvent.Unexpected) {
      add(Program.FAILED);
    }
  }

  /** An unmounted root holds everything back, and nothing failed. */
  private static boolean isGuards(SyncException cause) {
    return cause instanceof AccountFailure account && account.kind() == AccountFailure.Kind.GUARD;
  }

  private void add(int other) {
    status.accumulateAndGet(other, (a, b) -> rank(a) >= rank(b) ? a : b);
  }

  private static int rank(int value) {
    return switch (value) {
      case Program.FAILED -> GUARD;
      case GUARD -> 2;
      case Program.MISUSED -> 1;
      default -> 0;
    };
  }

  /** The status so far. */
  int value() {
    return status.get();
  }
}
