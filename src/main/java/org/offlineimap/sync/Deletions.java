package org.offlineimap.sync;

import org.jspecify.annotations.Nullable;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.sync.plan.SyncPlan;

/** Deletes what the plan proved to be gone from the other side; the rows go after the messages. */
final class Deletions {
  private final FolderWork work;
  private final SyncPlan plan;
  private final MessageList listed;
  private UidSet doomed = UidSet.empty();
  private RemoteFolder.@Nullable Deleting asked;

  /** {@code listed} is the server's list that the plan was made from. */
  Deletions(FolderWork work, SyncPlan plan, MessageList listed) {
    this.work = work;
    this.plan = plan;
    this.listed = listed;
  }

  /** Deletes on disk, and asks the server without waiting for its answers. */
  void begin() throws SyncException {
    local(plan.localDeletions());
    doomed = stillGone(plan.remoteDeletions());
    if (!doomed.isEmpty()) {
      UidSet before = markedIn(listed, doomed);
      UidSet told = doomed.minus(before);
      if (!told.isEmpty()) {
        tell(work, told, work.remoteEnd());
      }
      asked = work.remote().beginDelete(doomed, before, expunges());
    }
  }

  /** Waits for the answers and takes the rows away. */
  void finish() throws SyncException {
    if (asked != null) {
      removed(asked.await());
    }
    work.drop(plan.forgotten());
  }

  private boolean expunges() {
    return work.pass().settings().conduct().expunge();
  }

  private void local(UidSet uids) throws SyncException {
    if (uids.isEmpty()) {
      return;
    }
    tell(work, uids, work.localEnd());
    UidSet gone = work.local().delete(uids);
    work.pass().debug(work.name(), work.pair().local() + ": removed " + gone);
    work.local().force();
    if (work.local().expunges()) {
      work.drop(gone);
    } else {
      work.put(marked(gone));
    }
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

  private void removed(RemoteFolder.Removal removal) throws SyncException {
    work.drop(removal.gone());
    UidSet hidden = removal.marked().minus(markedIn(Lists.rows(work), removal.marked()));
    work.put(marked(hidden));
    if (expunges() && !hidden.isEmpty()) {
      tellMarked(hidden);
    }
    work.pass().tally().add(Tally.Done.DELETED_REMOTE, removal.gone().size() + hidden.size());
    tellLeft(doomed.minus(removal.gone()).minus(removal.marked()));
  }

  private static UidSet markedIn(MessageList list, UidSet uids) {
    return uids.filter(
        uid -> list.contains(uid) && list.flags(list.indexOf(uid)).contains(SystemFlag.DELETED));
  }

  /** Rows by which later plans know that we marked these, and do not fetch them. */
  private static MessageList marked(UidSet uids) {
    MessageList.Builder rows = new MessageList.Builder();
    uids.forEachUid(uid -> rows.add(uid, FlagSet.of(SystemFlag.DELETED)));
    return rows.build();
  }

  private void tellMarked(UidSet hidden) {
    work.pass()
        .warn(
            work.name(),
            hidden.size()
                + " deleted messages of folder '"
                + work.name()
                + "' stay marked on the server, because it cannot remove them without those that"
                + " others marked; they are not fetched again, and go when the others are gone");
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
