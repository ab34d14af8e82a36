package org.offlineimap.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteRepository.ListedFolder;
import org.offlineimap.repository.RemoteRepository.Traffic;
import org.offlineimap.repository.RemoteRepository.Use;
import org.offlineimap.status.FolderMark;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.Trouble;

/**
 * One pass over one account, in three phases: list and plan every folder that changed; create;
 * delete last (design 3). A folder that fails is reported and takes no further part; a repository
 * that fails ends the pass. Use once, from one thread.
 */
public final class AccountSync {
  /** Folders whose lists are compared beside each other. */
  private static final int AT_ONCE = 8;

  /** Folders that the server is asked about in one go. */
  private static final int ASKED_AT_ONCE = 100;

  private Pass pass;
  private final Map<StatusKey, FolderMark> marks = new TreeMap<>();

  /**
   * A pass.
   *
   * @param settings the account's options
   * @param ends both repositories and the status; they are not closed
   * @param events told everything
   * @param clock for durations and for the age of directory stamps
   * @param stop asked between groups of messages
   */
  public AccountSync(
      SyncSettings settings,
      Endpoints ends,
      EventSink events,
      InstantSource clock,
      StopSignal stop) {
    this.pass =
        new Pass(
            settings,
            ends,
            events,
            clock,
            stop,
            new Tally(),
            new Quarantine(clock),
            PassScope.WHOLE);
  }

  /**
   * Runs the pass. Failures are events and decide the outcome; only a programming error is thrown.
   * Begins with {@code AccountStarted} and ends with {@code AccountFinished}.
   */
  public Result run() {
    return run(PassScope.WHOLE);
  }

  /**
   * As {@link #run()}, within {@code scope}; its hooks run between the first and the last event.
   */
  public Result run(PassScope scope) {
    pass = pass.within(scope);
    Instant begin = pass.clock().instant();
    pass.tell(new SyncEvent.AccountStarted(pass.account()));
    Traffic before = pass.ends().remote().traffic();
    try {
      surrounded(before);
    } catch (SyncException.AccountFailure e) {
      ended(outcome(e.kind()), e);
    } catch (SyncException e) {
      ended(Result.Outcome.PARTIAL, e);
    }
    if (pass.stop().raised()) {
      pass.tally().met(Result.Outcome.INTERRUPTED);
    }
    Duration elapsed = Duration.between(begin, pass.clock().instant());
    Result result = new Result(pass.tally().outcome(), counts(before), elapsed);
    pass.tell(new SyncEvent.AccountFinished(pass.account(), result));
    return result;
  }

  /** Hooks are not run once a stop is wished, nor after a wide failure (reference: cli 12). */
  private void surrounded(Traffic before) throws SyncException {
    if (!pass.stop().raised()) {
      pass.scope().hooks().before();
    }
    pass.quarantine().load(pass.ends().status().troubles());
    try {
      synchronise();
    } finally {
      saveQuarantine();
    }
    if (!pass.stop().raised()) {
      pass.scope().hooks().after(counts(before));
    }
  }

  private void ended(Result.Outcome outcome, SyncException cause) {
    pass.tally().met(outcome);
    pass.tell(new SyncEvent.Failed(pass.account(), Optional.empty(), "", cause));
  }

  private static Result.Outcome outcome(SyncException.AccountFailure.Kind kind) {
    return switch (kind) {
      case AUTH -> Result.Outcome.AUTH;
      case TLS -> Result.Outcome.TLS;
      case CONFIG -> Result.Outcome.CONFIG;
      case LOCKED -> Result.Outcome.LOCKED;
      case GUARD -> Result.Outcome.GUARD;
      case THROTTLED -> Result.Outcome.THROTTLED;
    };
  }

  private Result.Counts counts(Traffic before) {
    Tally tally = pass.tally();
    Traffic now = pass.ends().remote().traffic();
    return new Result.Counts(
        tally.of(Tally.Done.DOWNLOADED),
        tally.of(Tally.Done.UPLOADED),
        0,
        tally.of(Tally.Done.DELETED_LOCAL),
        tally.of(Tally.Done.DELETED_REMOTE),
        tally.of(Tally.Done.FLAGS),
        tally.of(Tally.Done.ADOPTED),
        tally.of(Tally.Done.WITHHELD),
        pass.quarantine().size(),
        now.octetsDown() - before.octetsDown(),
        now.octetsUp() - before.octetsUp(),
        now.turnarounds() - before.turnarounds());
  }

  private void synchronise() throws SyncException {
    Endpoints ends = pass.ends();
    pass.tell(
        new SyncEvent.SyncingFolders(pass.account(), ends.remote().type(), ends.local().type()));
    List<FolderName> local = ends.local().listFolders();
    refuseEmptyRoot(local);
    List<ListedFolder> remote = ends.remote().listFolders();
    List<FolderPair> pairs = new FolderPairing(pass).pair(remote, local);
    boolean whole = pass.scope().folders().whole();
    if (whole && pairs.isEmpty() && !pass.settings().dryRun()) {
      throw new SyncException.RepositoryFailure(
          "Account " + pass.account() + ": no folder to sync (folderfilter issue?)", null, false);
    }
    Map<StatusKey, FolderMark> before = ends.status().marks();
    boolean anyUse = remote.stream().anyMatch(folder -> folder.use() != Use.NONE);
    if (!whole) {
      marks.putAll(before);
      pairs.forEach(pair -> marks.remove(pair.key()));
    }
    List<PlannedFolder> planned = plan(changed(pairs, before), anyUse);
    List<PlannedFolder> created = new ArrayList<>();
    for (PlannedFolder folder : planned) {
      if (guarded(folder.work(), folder::create)) {
        created.add(folder);
      }
    }
    for (PlannedFolder folder : created) {
      guarded(folder.work(), () -> finish(folder));
    }
    saveMarks(before);
  }

  /** An existing root without folders, while mail was there: most likely an unmounted disk. */
  private void refuseEmptyRoot(List<FolderName> local) throws SyncException {
    if (local.isEmpty() && pass.ends().local().rootExists() && pass.ends().status().hasRows()) {
      throw new SyncException.AccountFailure(
          SyncException.AccountFailure.Kind.GUARD,
          "the local root of repository '"
              + pass.ends().local().name()
              + "' exists but holds no folder, though it held mail before. Is its disk mounted?"
              + " Nothing was touched. To fill it again from the server, remove the empty"
              + " directory.",
          null);
    }
  }

  /** Leaves out, and keeps the marks of, the folders that neither side changed. */
  private List<FolderPair> changed(List<FolderPair> pairs, Map<StatusKey, FolderMark> before)
      throws SyncException {
    List<FolderPair> changed = new ArrayList<>();
    for (FolderPair pair : pairs) {
      FolderMark mark = before.get(pair.key());
      if (mark != null && unchanged(pair, mark)) {
        marks.put(pair.key(), mark);
        pass.tell(new SyncEvent.FolderUnchanged(pass.account(), pair.name()));
      } else {
        changed.add(pair);
      }
    }
    return changed;
  }

  private boolean unchanged(FolderPair pair, FolderMark mark) throws SyncException {
    return Observed.recent(mark.fullScanMillis(), pass.clock().millis())
        && Observed.remoteSame(mark, pair.remote().state())
        && Observed.localSame(
            mark,
            pass.ends().local().folder(pair.local()).stamps(),
            pass.ends().status().stamp(pair.key()));
  }

  private List<PlannedFolder> plan(List<FolderPair> pairs, boolean anyUse) throws SyncException {
    List<PlannedFolder> planned = Collections.synchronizedList(new ArrayList<>());
    for (int from = 0; from < pairs.size() && !pass.stop().raised(); from += ASKED_AT_ONCE) {
      int to = Math.min(pairs.size(), from + ASKED_AT_ONCE);
      planTogether(ask(pairs.subList(from, to), anyUse), planned);
    }
    Map<FolderName, Integer> places = new HashMap<>();
    pairs.forEach(pair -> places.put(pair.name(), places.size()));
    List<PlannedFolder> sorted = new ArrayList<>(planned);
    sorted.sort(Comparator.comparing(folder -> places.getOrDefault(folder.work().name(), 0)));
    return sorted;
  }

  /** Asks about all of them, so that the answers cost one turnaround together. */
  private List<FolderSync> ask(List<FolderPair> pairs, boolean anyUse) throws SyncException {
    List<FolderSync> asked = new ArrayList<>();
    for (FolderPair pair : pairs) {
      FolderSync folder = folderSync(pair, anyUse);
      if (guarded(folder.work(), folder::ask)) {
        asked.add(folder);
      }
    }
    return asked;
  }

  private void planTogether(List<FolderSync> asked, List<PlannedFolder> planned)
      throws SyncException {
    try (TaskGroup tasks = new TaskGroup(AT_ONCE)) {
      for (FolderSync folder : asked) {
        tasks.fork(() -> {
          if (!pass.stop().raised()) {
            guarded(folder.work(), () -> folder.prepare().ifPresent(planned::add));
          }
        });
      }
      tasks.join();
    }
  }

  private FolderSync folderSync(FolderPair pair, boolean anyUse) {
    FolderWork work =
        new FolderWork(
            pass,
            pair,
            pass.ends().remote().folder(pair.name()),
            pass.ends().local().folder(pair.local()));
    boolean exempt = Exempt.from(pair.remote(), anyUse, pass.ends().remote().separator());
    return new FolderSync(work, exempt);
  }

  /** Runs a folder's work; its own failures stop only itself. */
  private boolean guarded(FolderWork work, TaskGroup.Task task) throws SyncException {
    try {
      task.run();
      return true;
    } catch (SyncException.MessageFailure | SyncException.FolderFailure e) {
      pass.failed(work.name(), "while syncing " + work.name(), e);
      return false;
    }
  }

  private void finish(PlannedFolder folder) throws SyncException {
    folder.removeGone();
    folder.leave();
    folder.mark().ifPresent(mark -> marks.put(folder.work().pair().key(), mark));
    pass.tell(new SyncEvent.FolderFinished(pass.account(), folder.work().name()));
  }

  private void saveQuarantine() throws SyncException {
    Optional<Map<StatusKey, List<Trouble>>> changed = pass.quarantine().toSave();
    if (changed.isPresent() && !pass.settings().dryRun()) {
      pass.ends().status().saveTroubles(changed.get());
    }
  }

  private void saveMarks(Map<StatusKey, FolderMark> before) throws SyncException {
    if (!pass.settings().dryRun() && !marks.equals(before)) {
      pass.ends().status().saveMarks(marks);
    }
  }
}
