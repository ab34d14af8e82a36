package org.offlineimap.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A password being typed, key by key, seen by nobody. One question at a time; what was typed is
 * wiped as soon as it is handed over. Thread-safe, guarded by one lock.
 */
final class TypedAnswer {
  private static final int ESCAPE = 27;
  private static final int CTRL_D = 'D' - '@';
  private static final int CTRL_U = 'U' - '@';
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;
  private static final int LONGEST = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final char[] typed = new char[LONGEST];

  @GuardedBy("lock")
  private int length;

  @GuardedBy("lock")
  private boolean wanted;

  @GuardedBy("lock")
  private boolean given;

  @GuardedBy("lock")
  private boolean over;

  /** From now on keys belong to the answer. */
  void begin() {
    lock.lock();
    try {
      length = 0;
      given = false;
      wanted = !over;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the answer; empty when there will be none. */
  Optional<char[]> await() {
    lock.lock();
    try {
      awaitEnd();
      Optional<char[]> got = given ? Optional.of(Arrays.copyOf(typed, length)) : Optional.empty();
      Arrays.fill(typed, '\0');
      return got;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void awaitEnd() {
    try {
      while (wanted) {
        answered.await();
      }
    } catch (InterruptedException e) {
      wanted = false;
      given = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a key; false when it is none of ours, since nothing is asked. */
  boolean take(int key) {
    lock.lock();
    try {
      if (!wanted) {
        return false;
      }
      switch (key) {
        case '\r', '\n' -> end(true);
        case ESCAPE, CTRL_D -> end(false);
        case CTRL_U -> length = 0;
        case BACKSPACE, DELETE -> length = Math.max(0, length - 1);
        default -> add(key);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void add(int key) {
    if (key >= ' ' && Character.isValidCodePoint(key) && length < LONGEST - 1) {
      length += Character.toChars(key, typed, length);
    }
  }

  @GuardedBy("lock")
  private void end(boolean withAnswer) {
    given = withAnswer;
    wanted = false;
    answered.signalAll();
  }

  /** Nobody will answer any more. */
  void giveUp() {
    lock.lock();
    try {
      over = true;
      if (wanted) {
        end(false);
      }
    } finally {
      lock.unlock();
    }
  }
}
