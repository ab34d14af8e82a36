package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;

/**
 * Turns what happens in directories into wishes for passes: what appeared is wished for at once,
 * what disappeared only after its patience, and our own work not at all. Thread-safe, guarded by
 * one lock, which is not held while a wish is told.
 */
public final class DiskNews {
  private static final Duration LONG = Duration.ofDays(1);

  private final Consumer<Optional<FolderName>> wishes;
  private final OwnWrites own;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Disappearances gone = new Disappearances();

  /**
   * Nothing has happened yet.
   *
   * @param wishes takes the local folder that is worth a look; empty for all of them
   * @param clock never goes back
   */
  public DiskNews(Consumer<Optional<FolderName>> wishes, OwnWrites own, InstantSource clock) {
    this.wishes = wishes;
    this.own = own;
    this.clock = clock;
  }

  void appeared(FolderName folder, Path entry) {
    if (own.take(entry)) {
      return;
    }
    Set<FolderName> concerned;
    lock.lock();
    try {
      concerned = gone.appeared(folder, entry, clock.instant());
    } finally {
      lock.unlock();
    }
    concerned.forEach(this::wish);
  }

  void vanished(FolderName folder, Path entry) {
    if (own.take(entry)) {
      return;
    }
    Set<FolderName> concerned;
    lock.lock();
    try {
      concerned = gone.vanished(folder, entry, clock.instant());
    } finally {
      lock.unlock();
    }
    concerned.forEach(this::wish);
  }

  /** Nobody knows what happened in this directory of the folder, or of all of them. */
  void overflowed(Optional<FolderName> folder, Path directory) {
    own.forget(directory);
    wishes.accept(folder);
  }

  /** Something may have changed in this folder, for whatever reason. */
  void wish(FolderName folder) {
    wishes.accept(Optional.of(folder));
  }

  /** A directory came where folders lie. */
  void grown(Path entry) {
    if (!own.take(entry)) {
      wishes.accept(Optional.empty());
    }
  }

  /** Wishes for what has waited long enough; tells how long the next one still waits. */
  Duration expire() {
    Set<FolderName> over;
    Duration next;
    lock.lock();
    try {
      Instant now = clock.instant();
      over = gone.over(now);
      next = gone.next().map(at -> Duration.between(now, at)).orElse(LONG);
    } finally {
      lock.unlock();
    }
    over.forEach(this::wish);
    return next;
  }

  /** What still waits for its counterpart in a folder: for a pass that is patient. */
  public UidSet waiting(FolderName folder) {
    lock.lock();
    try {
      return gone.waiting(folder, clock.instant());
    } finally {
      lock.unlock();
    }
  }
}
