package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.offlineimap.mail.FolderName;

/**
 * Where everything that is wished of one account arrives, from any thread, and where its loop waits
 * for it. It only writes down: the loop is the one owner of the account's folders. Thread-safe,
 * guarded by one lock.
 */
public final class Desk {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final InstantSource clock;

  @GuardedBy("lock")
  private final Schedule schedule;

  /** {@code clock} never goes back. */
  public Desk(Schedule schedule, InstantSource clock) {
    this.schedule = schedule;
    this.clock = clock;
  }

  /** A full pass, now or instead of the next sleep. */
  public void wake() {
    note(Schedule::wake);
  }

  /** No further pass. */
  public void end() {
    note(Schedule::end);
  }

  /** The machine slept. */
  public void resumed() {
    note(plan -> plan.resumed(clock.instant()));
  }

  /** The server answers. */
  public void reachable() {
    note(plan -> plan.reachable(clock.instant()));
  }

  /** Something may have changed in this folder; in any folder when it is empty. */
  public void changed(Schedule.Source source, Optional<FolderName> folder) {
    note(plan -> plan.changed(source, folder, clock.instant()));
  }

  void ended(PassRequest pass, Verdict verdict) {
    note(plan -> plan.ended(pass, verdict, clock.instant()));
  }

  private void note(Consumer<Schedule> word) {
    lock.lock();
    try {
      word.accept(schedule);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a pass or the end, but no longer than {@code longest}.
   *
   * @return a wait when the time has passed and nothing is due
   */
  Schedule.Next await(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Instant now = clock.instant();
        Schedule.Next next = schedule.next(now);
        if (left <= 0 || !(next instanceof Schedule.Next.Wait(Instant until))) {
          return next;
        }
        long nap = Math.clamp(now.until(until, ChronoUnit.NANOS), 1, left);
        left -= nap - Math.max(0, changed.awaitNanos(nap));
      }
    } finally {
      lock.unlock();
    }
  }

  /** How long until the next pass over everything. */
  Duration untilRefresh() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Instant due = schedule.due();
      return due.isBefore(now) ? Duration.ZERO : Duration.between(now, due);
    } finally {
      lock.unlock();
    }
  }
}
