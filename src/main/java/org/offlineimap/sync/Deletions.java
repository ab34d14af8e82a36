package org.offlineimap.sync;

import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.sync.plan.SyncPlan;

/** Deletes what the plan proved to be gone from the other side; the rows go after the messages. */
final class Deletions {
  private final FolderWork work;
  private final SyncPlan plan;

  Deletions(FolderWork work, SyncPlan plan) {
    this.work = work;
    this.plan = plan;
  }

  void apply() throws SyncException {
    local(plan.localDeletions());
    remote(stillGone(plan.remoteDeletions()));
    drop(plan.forgotten());
  }

  private void local(UidSet uids) throws SyncException {
    if (uids.isEmpty()) {
      return;
    }
    tell(work, uids, work.localEnd());
    UidSet gone = work.local().delete(uids);
    work.local().force();
    drop(gone);
    work.pass().tally().add(Tally.Done.DELETED_LOCAL, gone.size());
    tellLeft(uids.minus(gone));
  }

  /** The disk is read once more: what came back meanwhile is not deleted. */
  private UidSet stillGone(UidSet uids) throws SyncException {
    if (uids.isEmpty()) {
      return uids;
    }
    MessageList now = Lists.local(work).known();
    return uids.filter(uid -> !now.contains(uid));
  }

  private void remote(UidSet uids) throws SyncException {
    if (uids.isEmpty()) {
      return;
    }
    boolean expunge = work.pass().settings().conduct().expunge();
    tell(work, uids, work.remoteEnd());
    UidSet gone = work.remote().delete(uids, expunge);
    if (expunge) {
      drop(gone);
    } else {
      work.put(marked(gone));
    }
    work.pass().tally().add(Tally.Done.DELETED_REMOTE, gone.size());
    tellLeft(uids.minus(gone));
  }

  /** Rows by which the next plan knows that we only marked these. */
  private static MessageList marked(UidSet uids) {
    MessageList.Builder rows = new MessageList.Builder();
    uids.forEachUid(uid -> rows.add(uid, FlagSet.of(SystemFlag.DELETED)));
    return rows.build();
  }

  private void drop(UidSet uids) throws SyncException {
    if (!uids.isEmpty()) {
      try (FolderStatus status = work.openStatus()) {
        status.remove(uids);
      }
    }
  }

  private void tellLeft(UidSet left) {
    if (!left.isEmpty()) {
      work.pass()
          .warn(work.name(), "messages " + left + " in " + work.name() + " could not be deleted");
    }
  }

  static void tell(FolderWork work, UidSet uids, SyncEvent.End where) {
    Pass pass = work.pass();
    boolean dryRun = pass.settings().dryRun();
    pass.tell(new SyncEvent.DeletingMessages(pass.account(), work.name(), uids, where, dryRun));
  }
}
