package org.offlineimap.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What signals ask of a run: to go on, to end after this pass (USR2), or to end after the current
 * message (INT, TERM, HUP); and to sleep no longer (USR1). Thread-safe, guarded by one lock.
 */
final class Stop {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private boolean stopping;

  @GuardedBy("lock")
  private boolean finishing;

  @GuardedBy("lock")
  private long wakeUps;

  /**
   * Asks to end after the current message.
   *
   * @return false when that had been asked before
   */
  boolean raise() {
    lock.lock();
    try {
      boolean first = !stopping;
      stopping = true;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Asks to end after the current pass. */
  void finish() {
    lock.lock();
    try {
      finishing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every sleep, or the next one of an account that does not sleep now. */
  void wake() {
    lock.lock();
    try {
      wakeUps++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often {@link #wake} was called; an account notes it before a pass. */
  long wakeUps() {
    lock.lock();
    try {
      return wakeUps;
    } finally {
      lock.unlock();
    }
  }

  /** Whether to end after the current message. */
  boolean raised() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no further pass is to start. */
  boolean isEnding() {
    lock.lock();
    try {
      return stopping || finishing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sleeps, unless told otherwise.
   *
   * @param seen the number of wake-ups that the caller knows of
   * @return whether the whole time has passed
   */
  boolean sleep(Duration time, long seen) {
    long left = time.toNanos();
    lock.lock();
    try {
      while (left > 0 && !stopping && !finishing && wakeUps == seen) {
        left = changed.awaitNanos(left);
      }
      return left <= 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
