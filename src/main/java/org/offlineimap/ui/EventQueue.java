package org.offlineimap.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * Stands between the engine and one slow consumer. The consumer runs on a thread of its own, one
 * event at a time. {@link SyncEvent.Progress} that has not been seen yet is merged; nothing else is
 * ever dropped. A full queue makes the engine wait a moment for each event, then grows: a stopped
 * terminal slows a run, but cannot hang it (design 7). Thread-safe.
 */
final class EventQueue implements EventSink, AutoCloseable {
  /** The bound and the patience of normal use: a few megabytes, and no wait that is noticed. */
  static final int CAPACITY = 1 << 15;

  private static final long PATIENCE_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int capacity;
  private final EventSink consumer;
  private final Consumer<Throwable> trouble;
  private final Thread drain;

  @GuardedBy("lock")
  private final Deque<SyncEvent> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean busy;

  @GuardedBy("lock")
  private int pauses;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * The consumer's thread is yet to be started.
   *
   * @param trouble takes what the consumer throws, which loses it that event and no other
   */
  EventQueue(int capacity, EventSink consumer, Consumer<Throwable> trouble) {
    this.capacity = capacity;
    this.consumer = consumer;
    this.trouble = trouble;
    this.drain = Thread.ofPlatform().name("ui").daemon().unstarted(this::run);
  }

  /** Starts the thread; before, events only gather. */
  void start() {
    drain.start();
  }

  @Override
  public void accept(SyncEvent event) {
    lock.lock();
    try {
      if (!merged(event)) {
        awaitRoom();
        waiting.addLast(event);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean merged(SyncEvent event) {
    if (event instanceof SyncEvent.Progress now
        && waiting.peekLast() instanceof SyncEvent.Progress last
        && now.account().equals(last.account())
        && now.in().equals(last.in())) {
      waiting.removeLast();
      waiting.addLast(
          new SyncEvent.Progress(
              now.account(),
              now.in(),
              last.messages() + now.messages(),
              last.octets() + now.octets()));
      return true;
    }
    return false;
  }

  @GuardedBy("lock")
  private void awaitRoom() {
    long left = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      while (waiting.size() >= capacity && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // The engine is being told to stop: that is its business, the event still counts.
      Thread.currentThread().interrupt();
    }
  }

  /** Shows everything that came before, then runs {@code action} while nothing is shown. */
  <T> T paused(Supplier<T> action) {
    lock.lock();
    try {
      while (!closed && (busy || !waiting.isEmpty()) && pauses == 0) {
        changed.awaitUninterruptibly();
      }
      pauses++;
    } finally {
      lock.unlock();
    }
    try {
      return action.get();
    } finally {
      lock.lock();
      try {
        pauses--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void run() {
    while (true) {
      SyncEvent next;
      lock.lock();
      try {
        busy = false;
        changed.signalAll();
        while ((waiting.isEmpty() && !closed) || pauses > 0) {
          changed.awaitUninterruptibly();
        }
        if (waiting.isEmpty()) {
          return;
        }
        next = waiting.removeFirst();
        busy = true;
      } finally {
        lock.unlock();
      }
      consume(next);
    }
  }

  private void consume(SyncEvent event) {
    try {
      consumer.accept(event);
    } catch (RuntimeException | Error bug) {
      trouble.accept(bug);
    }
  }

  /** Waits until everything has been consumed and ends the thread; later events go nowhere. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (drain.isAlive()) {
      try {
        drain.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
