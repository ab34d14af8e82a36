package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.SyncException;

/**
 * Runs tasks beside each other, a few at a time, and waits for them all: the only place that starts
 * tasks. The first failure keeps the tasks that have not begun from beginning, and is thrown when
 * the others have ended.
 */
final class TaskGroup implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> tasks = new ArrayList<>();
  private final Semaphore slots;
  private volatile boolean broken;

  /** A group that runs at most {@code limit} tasks at once. */
  TaskGroup(int limit) {
    this.slots = new Semaphore(limit);
  }

  /** Work that may fail widely. */
  interface Task {
    void run() throws SyncException;
  }

  void fork(Task task) {
    tasks.add(
        threads.submit(() -> {
          slots.acquire();
          try {
            runUnlessBroken(task);
          } finally {
            slots.release();
          }
          return null;
        }));
  }

  private void runUnlessBroken(Task task) throws SyncException {
    if (broken) {
      return;
    }
    boolean whole = false;
    try {
      task.run();
      whole = true;
    } finally {
      broken |= !whole;
    }
  }

  /** Waits for all tasks; throws the first failure. */
  void join() throws SyncException {
    Throwable first = null;
    for (Future<?> task : tasks) {
      Throwable failure = outcome(task);
      first = first == null ? failure : first;
    }
    tasks.clear();
    switch (first) {
      case null -> {}
      case SyncException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a task ended oddly", first);
    }
  }

  private static @Nullable Throwable outcome(Future<?> task) {
    try {
      task.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SyncException.RepositoryFailure("interrupted", e, true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
