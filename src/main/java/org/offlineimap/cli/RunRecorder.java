package org.offlineimap.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.status.LastRun;
import org.offlineimap.status.LastRuns;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.ui.Summary;

/**
 * Writes down how an account's passes end, for {@code offlineimap status} (reference: beyond 9).
 * Thread-safe, guarded by one lock.
 */
final class RunRecorder implements EventSink {
  private final ReentrantLock lock = new ReentrantLock();
  private final String account;
  private final LastRuns file;
  private final InstantSource clock;

  @GuardedBy("lock")
  private final Map<String, String> folders = new TreeMap<>();

  @GuardedBy("lock")
  private boolean slept;

  RunRecorder(String account, LastRuns file, InstantSource clock) {
    this.account = account;
    this.file = file;
    this.clock = clock;
  }

  /** For an account of the configuration. */
  static RunRecorder of(AccountConfig account, java.nio.file.Path metadata) {
    LastRuns file = new LastRuns(place(account, metadata), StatusDisk.system(false));
    return new RunRecorder(account.name(), file, InstantSource.system());
  }

  /** Where an account's memory lies. */
  static StatusPlace place(AccountConfig account, java.nio.file.Path metadata) {
    return new StatusPlace(
        metadata, account.name(), account.remote().name(), account.local().name());
  }

  @Override
  public void accept(SyncEvent event) {
    if (!event.account().equals(account)) {
      return;
    }
    lock.lock();
    try {
      note(event);
    } catch (IOException e) {
      // Only the command that shows it misses it, and says that it knows nothing.
      folders.clear();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void note(SyncEvent event) throws IOException {
    if (event instanceof SyncEvent.FolderFinished || event instanceof SyncEvent.FolderUnchanged) {
      folder(event, "ok");
    } else if (event instanceof SyncEvent.Failed || event instanceof SyncEvent.Unexpected) {
      folder(event, "partial");
    } else if (event instanceof SyncEvent.UidValidityChanged) {
      folder(event, "uidvalidity");
    } else if (event instanceof SyncEvent.DeletionsWithheld) {
      folder(event, "guard");
    } else if (event instanceof SyncEvent.AccountStarted) {
      folders.clear();
      slept = false;
    } else if (event instanceof SyncEvent.AccountFinished end
        && end.result().outcome() != Result.Outcome.LOCKED) {
      ended(end.result());
    } else if (event instanceof SyncEvent.Waiting waiting && !slept) {
      slept = true;
      asleep(clock.instant().plus(waiting.left()));
    }
  }

  /** The worst that was said of a folder counts, and it is said before its end. */
  @GuardedBy("lock")
  private void folder(SyncEvent event, String outcome) {
    event.folder().ifPresent(name -> folders.putIfAbsent(name.toString(), outcome));
  }

  @GuardedBy("lock")
  private void ended(Result result) throws IOException {
    Instant now = clock.instant();
    Map<String, LastRun.FolderRun> all = new TreeMap<>();
    file.read().ifPresent(before -> all.putAll(before.folders()));
    folders.forEach((name, outcome) -> all.put(name, new LastRun.FolderRun(now, outcome)));
    file.write(
        new LastRun(
            now,
            result.outcome().word(),
            Summary.line(account, result),
            ProcessHandle.current().pid(),
            Optional.empty(),
            all));
  }

  @GuardedBy("lock")
  private void asleep(Instant next) throws IOException {
    Optional<LastRun> last = file.read();
    if (last.isPresent()) {
      LastRun was = last.get();
      file.write(
          new LastRun(
              was.ended(),
              was.outcome(),
              was.summary(),
              was.process(),
              Optional.of(next),
              was.folders()));
    }
  }
}
