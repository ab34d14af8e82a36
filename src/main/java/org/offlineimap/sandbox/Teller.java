package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client what others did: before a command's completion, during IDLE, and with NOTIFY (RFC
 * 5465) at any time, by a thread of its own. Whoever answers or tells holds {@code talking}.
 */
final class Teller {
  private final Session session;
  private final ReentrantLock talking = new ReentrantLock();
  private Optional<Notifications> notifications = Optional.empty();
  private @Nullable Thread thread;

  Teller(Session session) {
    this.session = session;
  }

  /** Nothing is told by NOTIFY from now on until {@link #finish}. */
  void begin() {
    talking.lock();
  }

  /** The answer that {@link #begin} was for is whole. */
  void finish() {
    talking.unlock();
  }

  /** The connection is over. */
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Prints what others did to the selected mailbox. */
  void report(boolean mayExpunge) throws IOException {
    if (notifications.isPresent()) {
      notifications.get().report(session);
    }
    if (!session.isSelected()) {
      return;
    }
    Selected now = session.selected();
    if (now.mailbox().isGone()) {
      session.printer().untagged("BYE The mailbox was deleted.");
      session.end();
      return;
    }
    int before = now.report(session, mayExpunge);
    List<FetchItem> items =
        notifications.flatMap(Notifications::selected).map(s -> s.items()).orElse(List.of());
    if (!items.isEmpty()) {
      for (Selected.Numbered each : now.numberedFrom(before + 1)) {
        FetchCommand.print(session, each, items);
      }
    }
  }

  /** From now on tells this without being asked, between commands and during IDLE. */
  void notify(Optional<Notifications> wanted) {
    notifications = wanted;
    if (wanted.isPresent() && thread == null) {
      thread = Thread.ofVirtual().name("sandbox notify").start(this::tell);
    }
  }

  private void tell() {
    try {
      long seen = session.store().changes();
      while (true) {
        seen = session.store().awaitChange(seen);
        talking.lockInterruptibly();
        try {
          boolean delayed =
              notifications.flatMap(Notifications::selected).map(s -> s.delayed()).orElse(true);
          report(!delayed);
          session.wire().flushUnasked();
        } finally {
          talking.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The session has ended.
    } catch (IOException e) {
      session.end(); // The thread that reads finds the same.
    }
  }
}
