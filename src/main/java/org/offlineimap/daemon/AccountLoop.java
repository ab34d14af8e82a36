package org.offlineimap.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * One account's passes: one, or one after the other with {@code autorefresh}, and those that a push
 * asks for in between. It is the one owner of the account's folders. A slot is held during a pass
 * and not during the sleep, so that no account waits for ever. Confined to one thread.
 */
public final class AccountLoop {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String account;
  private final Desk desk;
  private final Work work;
  private final Semaphore slots;
  private final EventSink events;

  /** What the loop has done; its failures are events. Called on the loop's thread. */
  public interface Work {
    /** Runs a pass. */
    Verdict pass(PassRequest request);

    /**
     * Whether a pass that a push asks for can find anything: what a watch hears may be our own
     * changes. Called between passes.
     */
    boolean isNews(PassRequest request);

    /** How often {@link #keepAlive} is wanted during a sleep; empty for never. */
    Optional<Duration> keepAliveEvery();

    /** Sends a sign of life on every idle connection, without waiting for the answers. */
    void keepAlive();
  }

  /** For one account. */
  public AccountLoop(String account, Desk desk, Work work, Semaphore slots, EventSink events) {
    this.account = account;
    this.desk = desk;
    this.work = work;
    this.slots = slots;
    this.events = events;
  }

  /** Runs every pass. The caller has taken a slot for the first one; all are given back. */
  public void run() {
    boolean held = true;
    try {
      while (waitForPass() instanceof Schedule.Next.Pass(PassRequest request)) {
        if (!held) {
          slots.acquire();
          held = true;
        }
        desk.ended(request, pass(request));
        slots.release();
        held = false;
      }
    } catch (InterruptedException e) {
      // The run is being taken down: nothing of ours is under way here.
      Thread.currentThread().interrupt();
    } finally {
      if (held) {
        slots.release();
      }
    }
  }

  private Verdict pass(PassRequest request) {
    try {
      return work.pass(request);
    } catch (RuntimeException | Error bug) {
      // Not a state of mail: told as what it is, and the other accounts go on.
      events.accept(new SyncEvent.Unexpected(account, Optional.empty(), bug));
      return Verdict.TRANSIENT;
    }
  }

  /** Tells how long the sleep still is, at its beginning, at each full minute, and at its end. */
  private Schedule.Next waitForPass() throws InterruptedException {
    Schedule.Next next = next(Duration.ZERO);
    boolean slept = false;
    long told = Long.MAX_VALUE;
    Duration alive = work.keepAliveEvery().orElse(Duration.ofDays(1));
    Duration quiet = Duration.ZERO;
    while (next instanceof Schedule.Next.Wait) {
      Duration left = desk.untilRefresh();
      long minutes = (left.toSeconds() + 59) / 60;
      if (minutes < told) {
        events.accept(new SyncEvent.Waiting(account, Duration.ofSeconds(rounded(left))));
        told = minutes;
      }
      Duration step = least(untilMinute(left), alive.minus(quiet));
      next = next(step);
      quiet = quiet.plus(step);
      if (quiet.compareTo(alive) >= 0 && next instanceof Schedule.Next.Wait) {
        work.keepAlive();
        quiet = Duration.ZERO;
      }
      slept = true;
    }
    if (slept) {
      events.accept(new SyncEvent.Waiting(account, Duration.ZERO));
    }
    return next;
  }

  /** A push that is no news is answered by going on to wait. */
  private Schedule.Next next(Duration longest) throws InterruptedException {
    Schedule.Next next = desk.await(longest);
    while (next instanceof Schedule.Next.Pass(PassRequest request) && !isNews(request)) {
      desk.ended(request, Verdict.DONE);
      next = desk.await(Duration.ZERO);
    }
    return next;
  }

  private boolean isNews(PassRequest request) {
    return request.mode() != PassRequest.Mode.IDLE || !request.remoteOnly() || work.isNews(request);
  }

  private static long rounded(Duration time) {
    return Math.max(1, time.plusMillis(500).toSeconds());
  }

  private static Duration untilMinute(Duration left) {
    Duration part = left.minus(MINUTE.multipliedBy(left.toMinutes()));
    return part.isZero() ? MINUTE : part;
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
