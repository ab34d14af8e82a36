package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this program does in directories that it watches, so that its own work is no news to it.
 * Each effect is noted before it happens, and answers for one event. Thread-safe, guarded by one
 * lock.
 */
public final class OwnWrites {
  /** An event that has not come by then will not come. */
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Set<Path> watched = new HashSet<>();

  /** The oldest first. */
  @GuardedBy("lock")
  private final Map<Path, Note> notes = new LinkedHashMap<>();

  private record Note(int count, Instant last) {}

  /** {@code clock} never goes back. */
  public OwnWrites(InstantSource clock) {
    this.clock = clock;
  }

  /** Events of this directory will come from now on. */
  void watch(Path directory) {
    lock.lock();
    try {
      watched.add(directory);
    } finally {
      lock.unlock();
    }
  }

  /** No more events of this directory will come. */
  void unwatch(Path directory) {
    lock.lock();
    try {
      watched.remove(directory);
    } finally {
      lock.unlock();
    }
    forget(directory);
  }

  /** An entry is about to be made or removed by us. */
  public void note(Path entry) {
    lock.lock();
    try {
      if (watched.contains(entry.getParent())) {
        Instant now = clock.instant();
        forgetBefore(now.minus(MEMORY));
        Note old = notes.remove(entry);
        notes.put(entry, new Note(old == null ? 1 : old.count() + 1, now));
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void forgetBefore(Instant time) {
    Iterator<Note> oldest = notes.values().iterator();
    while (oldest.hasNext() && oldest.next().last().isBefore(time)) {
      oldest.remove();
    }
  }

  /** Whether an event at this entry was ours; also takes back a note whose effect failed. */
  public boolean take(Path entry) {
    lock.lock();
    try {
      Note note = notes.remove(entry);
      if (note != null && note.count() > 1) {
        notes.put(entry, new Note(note.count() - 1, note.last()));
      }
      return note != null && !note.last().isBefore(clock.instant().minus(MEMORY));
    } finally {
      lock.unlock();
    }
  }

  /** Events of this directory were lost: what is noted answers for nothing any more. */
  void forget(Path directory) {
    lock.lock();
    try {
      notes.keySet().removeIf(entry -> directory.equals(entry.getParent()));
    } finally {
      lock.unlock();
    }
  }
}
