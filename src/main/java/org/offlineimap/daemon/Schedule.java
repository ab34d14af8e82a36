package org.offlineimap.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.daemon.PassRequest.Mode;
import org.offlineimap.mail.FolderName;
import org.offlineimap.sync.FolderSelection;

/**
 * When an account is synchronised, and how: a state machine without a clock, a thread or a wait. It
 * is told what happened and when, and says what comes next (reference: synchronisation 2, command
 * line 12). Not thread-safe; {@link Desk} guards it.
 */
public final class Schedule {
  private static final Duration QUIET = Duration.ofMillis(150);
  private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(1);

  /** A change that would be ready so soon is taken along. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  private final Duration interval;
  private final int quick;
  private final Backoff backoff;
  private final Map<Change, Debounce> changes = new LinkedHashMap<>();
  private Instant due = Instant.MIN;
  private Instant retry = Instant.MIN;
  private int sinceFull;
  private int failures;
  private boolean woken;
  private boolean ended;

  /** What comes next. */
  public sealed interface Next {
    /** This pass, now. */
    record Pass(PassRequest request) implements Next {}

    /** Nothing until then, unless something is told before. */
    record Wait(Instant until) implements Next {}

    /** No pass any more. */
    record End() implements Next {}
  }

  /** Who says that a folder may have changed. */
  public enum Source {
    /** The server told. */
    SERVER,
    /** The server that stands on the local side told. */
    LOCAL_SERVER,
    /** The disk told. */
    DISK,
    /** Nobody told, but nobody watched a while either. */
    DOUBT,
    /** The same of the local side. */
    LOCAL_DOUBT;

    boolean isLocal() {
      return this == LOCAL_SERVER || this == DISK || this == LOCAL_DOUBT;
    }

    boolean isServer() {
      return this == SERVER || this == LOCAL_SERVER;
    }
  }

  /** What may have changed; no folder means all of them. */
  record Change(Source source, Optional<FolderName> folder) {}

  /** When a change was first and last told. */
  private record Debounce(Instant first, Instant last) {
    Instant ready() {
      Instant calm = last.plus(QUIET);
      Instant latest = first.plus(LONGEST_DEBOUNCE);
      return calm.isBefore(latest) ? calm : latest;
    }
  }

  /**
   * For an account.
   *
   * @param interval {@code autorefresh}; zero for one pass only
   * @param quick {@code quick}: 0 all full, -1 all quick, n one full then n quick ones
   */
  public Schedule(Duration interval, int quick, Backoff backoff) {
    this.interval = interval;
    this.quick = quick;
    this.backoff = backoff;
  }

  /** What comes next; a pass is taken by asking, and {@link #ended} must follow. */
  public Next next(Instant now) {
    if (ended) {
      return new Next.End();
    }
    if (woken || !now.isBefore(due)) {
      return new Next.Pass(wholePass());
    }
    Instant until = due;
    Set<Change> ready = new HashSet<>();
    for (Map.Entry<Change, Debounce> told : changes.entrySet()) {
      Instant at = later(told.getValue().ready(), retry);
      if (at.isBefore(until)) {
        until = at;
      }
      if (!now.isBefore(at.minus(TOGETHER))) {
        ready.add(told.getKey());
      }
    }
    return now.isBefore(until) ? new Next.Wait(until) : new Next.Pass(pushedPass(ready));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private PassRequest wholePass() {
    boolean patient = !woken && !interval.isZero();
    Mode mode = mode();
    woken = false;
    changes.clear();
    return PassRequest.whole(mode, patient);
  }

  private Mode mode() {
    boolean full = woken || quick == 0 || (quick > 0 && (sinceFull == 0 || sinceFull > quick));
    sinceFull = full ? 1 : sinceFull + 1;
    return full ? Mode.FULL : Mode.QUICK;
  }

  private PassRequest pushedPass(Set<Change> ready) {
    Set<FolderName> remote = new HashSet<>();
    Set<FolderName> local = new HashSet<>();
    boolean whole = false;
    boolean told = false;
    boolean remoteOnly = true;
    for (Change change : ready) {
      changes.remove(change);
      whole |= change.folder().isEmpty();
      told |= change.source().isServer();
      remoteOnly &= !change.source().isLocal();
      change.folder().ifPresent((change.source().isLocal() ? local : remote)::add);
    }
    FolderSelection folders = whole ? FolderSelection.ALL : FolderSelection.of(remote, local);
    return new PassRequest(Mode.IDLE, folders, true, told, remoteOnly);
  }

  /** A pass has ended. */
  public void ended(PassRequest pass, Verdict verdict, Instant now) {
    switch (verdict) {
      case HOPELESS -> ended = true;
      case TRANSIENT -> failed(pass, now);
      case DONE -> {
        failures = 0;
        retry = Instant.MIN;
        if (pass.mode() != Mode.IDLE) {
          due = now.plus(interval);
        }
      }
    }
    ended |= interval.isZero();
  }

  private void failed(PassRequest pass, Instant now) {
    retry = now.plus(backoff.delay(++failures));
    if (pass.mode() != Mode.IDLE) {
      due = retry;
      sinceFull = pass.mode() == Mode.FULL ? 0 : sinceFull;
      return;
    }
    Source source = pass.told() ? Source.SERVER : Source.DOUBT;
    if (pass.folders().whole()) {
      changed(source, Optional.empty(), now);
    }
    pass.folders().remote().forEach(name -> changed(source, Optional.of(name), now));
    pass.folders().local().forEach(name -> changed(Source.DISK, Optional.of(name), now));
  }

  /** USR1, or a key: a full pass now, or instead of the next sleep. */
  public void wake() {
    woken |= !interval.isZero();
  }

  /** USR2, or a wish to stop: no pass any more. */
  public void end() {
    ended = true;
  }

  /**
   * Something may have changed.
   *
   * @param folder the remote, untranslated name; of the local side, the local name; empty for
   *     anything
   */
  public void changed(Source source, Optional<FolderName> folder, Instant now) {
    Change change = new Change(source, folder);
    changes.merge(change, new Debounce(now, now), (old, fresh) -> new Debounce(old.first(), now));
  }

  /** The machine slept, or the network is there again: what was to wait is due. */
  public void resumed(Instant now) {
    retry = Instant.MIN;
    due = due.isAfter(now) ? now : due;
  }

  /** A watcher has reached the server: after failures it is worth trying now. */
  public void reachable(Instant now) {
    if (failures > 0) {
      resumed(now);
    }
  }

  /** When the next pass over everything is planned. */
  public Instant due() {
    return due;
  }
}
