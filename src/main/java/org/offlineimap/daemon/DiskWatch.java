package org.offlineimap.daemon;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FolderName;

/**
 * Hears from the operating system what happens in the directories of a Maildir; where it does not
 * tell, looks at them every ten seconds, and says so once. One thread of its own until it is
 * closed; directories may be added by any.
 */
public final class DiskWatch implements AutoCloseable {
  private final DiskNews news;
  private final OwnWrites own;
  private final Consumer<String> notices;
  private final DiskEars ears;
  private final DirectoryLooks looks = new DirectoryLooks();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<WatchKey, Watched> keys = new HashMap<>();

  @GuardedBy("lock")
  private final Map<Path, WatchKey> directories = new HashMap<>();

  @GuardedBy("lock")
  private boolean told;

  private @Nullable Thread thread;

  /** A directory of a folder, or where folders lie; {@code identity} tells it from a later one. */
  private record Watched(Optional<FolderName> folder, Path directory, @Nullable Object identity) {}

  private DiskWatch(DiskNews news, OwnWrites own, Consumer<String> notices, DiskEars ears) {
    this.news = news;
    this.own = own;
    this.notices = notices;
    this.ears = ears;
  }

  /**
   * Starts to watch nothing yet.
   *
   * @param notices takes what a person should know
   */
  public static DiskWatch start(DiskNews news, OwnWrites own, Consumer<String> notices) {
    return start(news, own, notices, DiskEars.ofThisMachine());
  }

  static DiskWatch start(DiskNews news, OwnWrites own, Consumer<String> notices, DiskEars ears) {
    DiskWatch watch = new DiskWatch(news, own, notices, ears);
    watch.thread = Thread.ofPlatform().daemon().name("disk watch").start(watch::run);
    return watch;
  }

  /**
   * Watches a folder's directories too; those that are watched already stay so. What happened in
   * them before is not told: the caller has yet to read them.
   */
  public void add(FolderName folder, List<Path> inner) {
    inner.forEach(directory -> add(Optional.of(folder), directory));
  }

  /** Watches for new folders directly below {@code directory}. */
  public void addRoot(Path directory) {
    add(Optional.empty(), directory);
  }

  private void add(Optional<FolderName> folder, Path directory) {
    try {
      Object identity = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
      if (!looks.has(directory) && !isHeard(directory, identity)) {
        listen(new Watched(folder, directory, identity));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone a moment ago: the next pass that finds a folder there adds it.
      return;
    } catch (IOException e) {
      folder.ifPresent(name -> looks.add(name, directory));
      tellOnce(e);
    }
  }

  private boolean isHeard(Path directory, @Nullable Object identity) {
    lock.lock();
    try {
      WatchKey key = directories.get(directory);
      Watched watched = key == null ? null : keys.get(key);
      return key != null
          && key.isValid()
          && watched != null
          && Objects.equals(watched.identity(), identity);
    } finally {
      lock.unlock();
    }
  }

  private void listen(Watched watched) throws IOException {
    own.watch(watched.directory());
    lock.lock();
    try {
      List<WatchEvent.Kind<?>> kinds =
          watched.folder().isPresent()
              ? List.of(ENTRY_CREATE, ENTRY_DELETE)
              : List.of(ENTRY_CREATE);
      WatchKey key = ears.hear(watched.directory(), kinds);
      WatchKey old = directories.put(watched.directory(), key);
      if (old != null && !old.equals(key)) {
        keys.remove(old);
        old.cancel();
      }
      keys.put(key, watched);
    } catch (IOException e) {
      own.unwatch(watched.directory());
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void tellOnce(IOException why) {
    boolean first;
    lock.lock();
    try {
      first = !told;
      told = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      notices.accept(
          "Changes in the Maildir are looked for every ten seconds only: " + why.getMessage());
    }
  }

  // ---- the thread ----

  private void run() {
    long looked = System.nanoTime();
    try {
      while (closed.getCount() > 0) {
        await(least(news.expire(), ears.lookEvery()));
        if (System.nanoTime() - looked >= ears.lookEvery().toNanos()) {
          looks.look((folder, directory) -> news.wish(folder));
          looked = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedWatchServiceException e) {
      // Closed while it waited, as usual: nothing is watched any more.
      return;
    }
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void await(Duration time) throws InterruptedException {
    long millis = Math.max(1, time.toMillis());
    WatchService service = ears.service();
    if (service == null) {
      closed.await(millis, TimeUnit.MILLISECONDS);
      return;
    }
    WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
    if (key != null) {
      take(key);
    }
  }

  private void take(WatchKey key) {
    Watched watched;
    lock.lock();
    try {
      watched = keys.get(key);
    } finally {
      lock.unlock();
    }
    List<WatchEvent<?>> events = key.pollEvents();
    if (watched != null) {
      events.forEach(event -> tell(watched, event));
    }
    if (!key.reset()) {
      forget(key);
    }
  }

  /** The directory is gone; a folder of that name that comes back is added anew. */
  private void forget(WatchKey key) {
    lock.lock();
    try {
      Watched gone = keys.remove(key);
      if (gone != null && directories.remove(gone.directory(), key)) {
        own.unwatch(gone.directory());
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(Watched watched, WatchEvent<?> event) {
    if (!(event.context() instanceof Path name)) {
      news.overflowed(watched.folder(), watched.directory());
      return;
    }
    Path entry = watched.directory().resolve(name);
    for (int i = 0; i < event.count(); i++) {
      if (watched.folder().isEmpty()) {
        news.grown(entry);
      } else if (event.kind().equals(ENTRY_CREATE)) {
        news.appeared(watched.folder().get(), entry);
      } else {
        news.vanished(watched.folder().get(), entry);
      }
    }
  }

  /** Ends, and waits until nothing is told any more. */
  @Override
  public void close() {
    closed.countDown();
    WatchService service = ears.service();
    try {
      if (service != null) {
        service.close();
      }
      Thread running = thread;
      if (running != null) {
        running.join();
      }
    } catch (IOException e) {
      notices.accept("Watching the Maildir could not be ended in order: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
