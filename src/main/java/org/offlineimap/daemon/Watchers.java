package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.offlineimap.event.EventSink;
import org.offlineimap.repository.RemoteWatch;

/**
 * The watches over one account's servers, each kept up by a thread of its own until all are closed.
 * They only write down what they are told; who passes is the account's loop. Thread-safe.
 */
public final class Watchers implements AutoCloseable {
  private final String account;
  private final EventSink events;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final List<Thread> threads = new ArrayList<>();

  /** None yet; {@code clock} never goes back. */
  public Watchers(String account, EventSink events, InstantSource clock) {
    this.account = account;
    this.events = events;
    this.clock = clock;
  }

  /** Where a watch tells what it learned. Called on the watch's thread. */
  public interface Listener {
    /** A watch is up, for the first time or again: nobody knows what happened before. */
    void watching();

    /** Something changed. */
    void changed(RemoteWatch.News news);
  }

  /** Keeps a watch up from now on. {@code name} says over what. */
  public void keep(String name, RemoteWatch.Opener opener, Listener listener) {
    Watcher watcher =
        new Watcher(
            new Watcher.Told(account, name, events),
            opener,
            listener,
            clock,
            RandomGenerator.getDefault());
    lock.lock();
    try {
      threads.add(Thread.ofVirtual().name("watch " + name).start(watcher::run));
    } finally {
      lock.unlock();
    }
  }

  /** Ends all of them, and waits until they have. */
  @Override
  public void close() {
    List<Thread> all;
    lock.lock();
    try {
      all = List.copyOf(threads);
      threads.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Thread::interrupt);
    try {
      for (Thread thread : all) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
