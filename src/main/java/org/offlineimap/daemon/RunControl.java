package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What is asked of a run as a whole: to end after this pass (USR2), to end after the current
 * message (INT, TERM, HUP), to sleep no longer (USR1), to take up again what a sleep of the machine
 * cut (reference: command line 12). Thread-safe, guarded by one lock.
 */
public final class RunControl {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopped = lock.newCondition();

  @GuardedBy("lock")
  private final Map<String, Desk> desks = new LinkedHashMap<>();

  @GuardedBy("lock")
  private final List<Runnable> uponResume = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Runnable> uponEnd = new ArrayList<>();

  @GuardedBy("lock")
  private boolean stopping;

  @GuardedBy("lock")
  private boolean finishing;

  /** Takes up an account; a wish that was told before counts for it too. */
  public void open(String account, Desk desk) {
    boolean late;
    lock.lock();
    try {
      desks.put(account, desk);
      late = stopping || finishing;
    } finally {
      lock.unlock();
    }
    if (late) {
      desk.end();
    }
  }

  /** The account is done with. */
  public void close(String account) {
    lock.lock();
    try {
      desks.remove(account);
    } finally {
      lock.unlock();
    }
  }

  /** Something to be done when the machine has slept, such as to drop dead connections. */
  public void uponResume(Runnable action) {
    lock.lock();
    try {
      uponResume.add(action);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks to end after the current message.
   *
   * @return false when that had been asked before
   */
  public boolean raise() {
    boolean first;
    lock.lock();
    try {
      first = !stopping;
      stopping = true;
      stopped.signalAll();
    } finally {
      lock.unlock();
    }
    tellEnd();
    each(Desk::end);
    return first;
  }

  /** Asks to end after the current pass. */
  public void finish() {
    lock.lock();
    try {
      finishing = true;
    } finally {
      lock.unlock();
    }
    tellEnd();
    each(Desk::end);
  }

  /** Ends every sleep, or the next one of an account that does not sleep now. */
  public void wake() {
    each(Desk::wake);
  }

  /** The same for one account. */
  public void wake(String account) {
    lock.lock();
    try {
      Desk desk = desks.get(account);
      if (desk != null) {
        desk.wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something to be done as soon as the run is asked to end, each time that it is. */
  public void uponEnd(Runnable action) {
    lock.lock();
    try {
      uponEnd.add(action);
    } finally {
      lock.unlock();
    }
  }

  private void tellEnd() {
    List<Runnable> actions;
    lock.lock();
    try {
      actions = List.copyOf(uponEnd);
    } finally {
      lock.unlock();
    }
    actions.forEach(Runnable::run);
  }

  /** Comes back when nothing holds any account's desk up. */
  void touch() {
    each(Desk::untilRefresh);
  }

  /** The machine has slept: connections are dead, and what was to come is due. */
  public void resumed() {
    List<Runnable> actions;
    lock.lock();
    try {
      actions = List.copyOf(uponResume);
    } finally {
      lock.unlock();
    }
    actions.forEach(Runnable::run);
    each(Desk::resumed);
  }

  private void each(Consumer<Desk> word) {
    List<Desk> all;
    lock.lock();
    try {
      all = List.copyOf(desks.values());
    } finally {
      lock.unlock();
    }
    all.forEach(word);
  }

  /**
   * Waits within a pass, unless a stop is wished.
   *
   * @return whether the whole time has passed
   */
  public boolean sleep(Duration time) {
    long left = time.toNanos();
    lock.lock();
    try {
      while (left > 0 && !stopping) {
        left = stopped.awaitNanos(left);
      }
      return left <= 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether to end after the current message. */
  public boolean raised() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no further pass is to start. */
  public boolean isEnding() {
    lock.lock();
    try {
      return stopping || finishing;
    } finally {
      lock.unlock();
    }
  }
}
