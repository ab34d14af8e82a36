package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderMark;
import org.offlineimap.sync.plan.Action;
import org.offlineimap.sync.plan.FolderPlan;
import org.offlineimap.sync.plan.Moved;
import org.offlineimap.sync.plan.Side;
import org.offlineimap.sync.plan.SyncPlan;

/**
 * A folder with its plan: carries out the second phase (create) and the third (change flags, and
 * delete). One thread at a time.
 */
final class PlannedFolder {
  private final FolderWork work;
  private final FolderPlan decided;
  private final SyncPlan plan;
  private final Observed observed;
  private final Disk disk;
  private final Downloads downloading;
  private @Nullable Changes changes;
  private @Nullable Deletions deletions;

  /**
   * What the disk showed.
   *
   * @param fresh the messages without a UID that may go up
   * @param waiting messages that vanished a moment ago and are not to be deleted for it yet
   */
  record Disk(List<Fresh> fresh, UidSet waiting) {
    /** Copies the list. */
    Disk {
      fresh = List.copyOf(fresh);
    }
  }

  PlannedFolder(FolderWork work, FolderPlan decided, Observed observed, Disk disk) {
    this.work = work;
    this.decided = decided;
    this.plan = decided.plan();
    this.observed = observed;
    this.disk = disk;
    this.downloading = new Downloads(work, observed.remote(), plan.downloads());
  }

  FolderPlan decided() {
    return decided;
  }

  /** The server's list. */
  RemoteFolder.Listing.Complete listing() {
    return observed.remote();
  }

  /** What may go up. */
  List<Fresh> outgoing() {
    return plan.upload().fresh() > 0 ? disk.fresh() : List.of();
  }

  /** What is gone from the disk and still on the server, though its deletion may have to wait. */
  UidSet vanished() {
    return decided.doomed(Side.REMOTE).union(disk.waiting());
  }

  /** The same folder once moves are made; {@code fresh} is what is left to go up. */
  PlannedFolder without(Moved moved, List<Fresh> fresh) {
    return moved.equals(Moved.NONE)
        ? this
        : new PlannedFolder(
            work,
            decided.without(moved),
            observed.unsettled(),
            new Disk(
                fresh, disk.waiting().minus(moved.leftServer()).minus(moved.copied().remote())));
  }

  FolderWork work() {
    return work;
  }

  /** What is still to be downloaded; in a dry run it is only told. */
  UidSet downloads() {
    return work.pass().settings().dryRun() ? UidSet.empty() : downloading.open();
  }

  /** How that is done. */
  Downloads downloading() {
    return downloading;
  }

  /** After the downloads: uploads. */
  void create() throws SyncException {
    new WithheldReport(work, observed).tell(plan);
    if (work.pass().settings().dryRun()) {
      DryRun.tell(work, plan);
      return;
    }
    downloading.complete();
    if (downloading.broughtUnseen() && work.name().equals(FolderName.INBOX)) {
      callNewMailHook();
    }
    upload();
  }

  /** Unites flags, without waiting for the server. */
  void beginChanges() throws SyncException {
    if (!work.pass().settings().dryRun() && !work.stopped()) {
      changes = new Changes(work, plan);
      changes.begin();
    }
  }

  /** Once every folder has asked for its changes: waits for the answers, once. */
  void settle() throws SyncException {
    Changes begun = changes;
    changes = null;
    if (begun != null) {
      begun.finish();
      Optional<LabelSync> labels = LabelSync.of(work);
      if (labels.isPresent()) {
        labels.get().run(observed.remote().readOnly());
      }
    }
  }

  /** The user's code may fail; the mail is here all the same. */
  private void callNewMailHook() {
    try {
      work.pass().ends().names().messages().newMail();
    } catch (SyncException.AccountFailure e) {
      work.pass().failed(work.name(), "", new SyncException.FolderFailure(e.text(), e, false));
    }
  }

  private void upload() throws SyncException {
    Action.Upload upload = plan.upload();
    List<Fresh> going = new ArrayList<>();
    if (upload.fresh() > 0) {
      going.addAll(disk.fresh());
    }
    if (!upload.strays().isEmpty()) {
      going.addAll(freed(upload.strays()));
    }
    work.tellHalf(work.localEnd(), work.remoteEnd(), going.size());
    if (Uploads.run(work, observed.remote(), going) && !work.stopped()) {
      Lists now = Lists.with(RemoteLook.again(work, observed.remote()), work);
      IntentResolver.run(new UploadPassage(work, now));
    }
  }

  /** Messages whose UIDs nobody knows become new ones. */
  private List<Fresh> freed(UidSet strays) throws SyncException {
    Set<String> names =
        Comparison.disown(work, strays).stream().map(Renaming::to).collect(Collectors.toSet());
    return Lists.local(work).fresh().stream()
        .filter(message -> names.contains(message.key()))
        .toList();
  }

  /** Deletes on both sides, without waiting for the server. */
  void beginRemoval() throws SyncException {
    if (!work.pass().settings().dryRun() && !work.stopped()) {
      deletions = new Deletions(work, plan, observed.remote().messages());
      deletions.begin();
    }
  }

  /** Waits for the server, and forgets. */
  void finishRemoval() throws SyncException {
    if (deletions != null) {
      deletions.finish();
    }
  }

  /** What this pass has made of the folder on the server. */
  OwnChanges own() {
    boolean none =
        observed.settled()
            && plan.upload().fresh() == 0
            && plan.upload().strays().isEmpty()
            && plan.remoteDeletions().isEmpty()
            && plan.flagChanges(Side.REMOTE).isEmpty();
    return new OwnChanges(work, observed, !none);
  }

  void leave() throws SyncException {
    if (!work.pass().settings().dryRun()) {
      work.local().leave();
    }
  }

  /**
   * The mark for next time; empty unless nothing was to be done, and where labels are kept in step:
   * what changes them shows in no number and no directory.
   */
  Optional<FolderMark> mark() throws SyncException {
    boolean labelled = work.pass().settings().labels().isPresent();
    boolean agreed = plan.isEmpty() && plan.withheld().isEmpty() && !labelled;
    return agreed
        ? observed.mark(
            work.pass().ends().status().stamp(work.pair().key()), work.pass().settings().rules())
        : Optional.empty();
  }
}
