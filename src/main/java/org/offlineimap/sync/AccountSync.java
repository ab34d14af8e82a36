package org.offlineimap.sync;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository.FolderState;
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
  private Pass pass;
  private List<FolderName> taken = List.of();
  private final Map<StatusKey, FolderMark> marks = new TreeMap<>();
  private final Map<FolderName, Optional<FolderState>> left = new HashMap<>();

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
      ended(outcome(e.kind()), "", e);
    } catch (SyncException e) {
      ended(Result.Outcome.PARTIAL, e.retryable() ? attempted() : "", e);
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
      pass.ends().status().notes().flush();
      saveQuarantine();
    }
    if (!pass.stop().raised()) {
      pass.scope().hooks().after(counts(before));
    }
  }

  /** The local folders that the pass took up, in its order, whatever became of them. */
  public List<FolderName> localFolders() {
    return taken;
  }

  private String attempted() {
    return "While attempting to sync account '" + pass.account() + "'";
  }

  private void ended(Result.Outcome outcome, String context, SyncException cause) {
    pass.tally().met(outcome);
    pass.tell(new SyncEvent.Failed(pass.account(), Optional.empty(), context, cause));
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
        tally.of(Tally.Done.MOVED),
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
    List<FolderName> local = ends.local().listFolders();
    refuseEmptyRoot(local);
    List<ListedFolder> remote = ends.remote().listFolders();
    List<FolderPair> pairs = new FolderPairing(pass).pair(remote, local);
    pass.tell(
        new SyncEvent.SyncingFolders(
            pass.account(),
            new SyncEvent.SyncingFolders.Side(ends.remote().name(), ends.remote().type()),
            new SyncEvent.SyncingFolders.Side(ends.local().name(), ends.local().type())));
    boolean whole = pass.scope().folders().whole();
    if (whole && pairs.isEmpty() && !pass.settings().dryRun()) {
      throw new SyncException.RepositoryFailure(
          "Account " + pass.account() + ": no folder to sync (folderfilter issue?)", null, false);
    }
    taken = pairs.stream().map(FolderPair::local).toList();
    pass.scope().listener().taken(taken);
    note(remote, pairs);
    Map<StatusKey, FolderMark> before = ends.status().marks();
    boolean anyUse = remote.stream().anyMatch(folder -> folder.use() != Use.NONE);
    if (!whole) {
      marks.putAll(before);
      pairs.forEach(pair -> marks.remove(pair.key()));
    }
    List<PlannedFolder> planned =
        Moves.run(pass, new FolderPlans(pass, anyUse).of(changed(pairs, before)));
    List<PlannedFolder> going = DownloadPipe.run(pass, planned);
    going = each(going, PlannedFolder::create);
    going = changeAndRemove(going);
    each(going, this::finish);
    saveMarks(before);
    if (pass.scope().listener().hearsServer() && !pass.stop().raised()) {
      List<OwnChanges> asked = going.stream().map(PlannedFolder::own).toList();
      asked.forEach(OwnChanges::ask);
      asked.forEach(own -> left.put(own.folder(), own.left()));
    }
  }

  /** Nothing is known yet of what is taken up; what is not is of no interest. */
  private void note(List<ListedFolder> remote, List<FolderPair> pairs) {
    if (pass.scope().folders().whole()) {
      remote.forEach(folder -> left.put(folder.name(), Optional.of(FolderState.UNKNOWN)));
    }
    pairs.forEach(pair -> left.put(pair.name(), Optional.empty()));
  }

  /**
   * What the server says of the folders that were taken up, when nobody but this pass has changed
   * them since they were listed; empty where that is not known. In a pass over everything also each
   * folder that is not ours, as {@link FolderState#UNKNOWN}.
   */
  public Map<FolderName, Optional<FolderState>> left() {
    return Map.copyOf(left);
  }

  /**
   * The flags of a folder and its deletions in one visit, since each visit costs a turnaround; with
   * labels, those of all folders come before any deletion, which takes labels away.
   */
  private List<PlannedFolder> changeAndRemove(List<PlannedFolder> folders) throws SyncException {
    if (pass.settings().labels().isEmpty()) {
      return each(
          folders,
          folder -> {
            folder.beginChanges();
            folder.beginRemoval();
          });
    }
    List<PlannedFolder> going = each(folders, PlannedFolder::beginChanges);
    going = each(going, PlannedFolder::settle);
    return each(going, PlannedFolder::beginRemoval);
  }

  /** A step of a folder. */
  private interface Step {
    void of(PlannedFolder folder) throws SyncException;
  }

  /** Takes a step with each folder before any takes the next; returns those that did not fail. */
  @CanIgnoreReturnValue
  private static List<PlannedFolder> each(List<PlannedFolder> folders, Step step)
      throws SyncException {
    List<PlannedFolder> done = new ArrayList<>();
    for (PlannedFolder folder : folders) {
      if (folder.work().guarded(() -> step.of(folder))) {
        done.add(folder);
      }
    }
    return done;
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
        left.put(pair.name(), Optional.of(pair.remote().state()));
        pass.tell(new SyncEvent.FolderUnchanged(pass.account(), pair.name()));
      } else {
        changed.add(pair);
      }
    }
    return changed;
  }

  private boolean isQuick(FolderPair pair) {
    if (pass.scope().quick() && pass.settings().window().byAge()) {
      pass.warn(
          pair.name(),
          "Quick syncs (-q) not supported in conjunction with maxage or startdate; ignoring -q.");
      return false;
    }
    return pass.scope().quick();
  }

  private boolean unchanged(FolderPair pair, FolderMark mark) throws SyncException {
    return mark.rules() == pass.settings().rules()
        && Observed.recent(mark.fullScanMillis(), pass.clock().millis())
        && Observed.remoteSame(mark, pair.remote().state(), isQuick(pair))
        && localUnchanged(pair, mark)
        && mark.status().isPresent()
        && mark.status().equals(pass.ends().status().stamp(pair.key()));
  }

  private boolean localUnchanged(FolderPair pair, FolderMark mark) throws SyncException {
    LocalRepository local = pass.ends().local();
    return mark.server().isPresent()
        ? Observed.localSame(mark.server().get(), local.state(pair.local()), isQuick(pair))
        : Observed.localSame(mark, local.folder(pair.local()).stamps());
  }

  private void finish(PlannedFolder folder) throws SyncException {
    folder.settle();
    folder.finishRemoval();
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
