package org.offlineimap.sync;

import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sync.plan.Action;
import org.offlineimap.sync.plan.SyncPlan;

/** Tells what a plan would do. */
final class DryRun {
  private DryRun() {}

  static void tell(FolderWork work, SyncPlan plan) {
    plan.actions().forEach(action -> tell(work, action));
  }

  private static void tell(FolderWork work, Action action) {
    switch (action) {
      case Action.Download(UidSet uids) ->
          wouldCopy(work, uids.size(), work.remoteEnd(), work.localEnd());
      case Action.Upload(int fresh, UidSet strays) ->
          wouldCopy(work, fresh + strays.size(), work.localEnd(), work.remoteEnd());
      case Action.DeleteLocal(UidSet uids) -> Deletions.tell(work, uids, work.localEnd());
      case Action.DeleteRemote(UidSet uids) -> Deletions.tell(work, uids, work.remoteEnd());
      case Action.ChangeFlags(var side, var change) -> Changes.tell(work, side, change);
      case Action.Adopt(UidSet uids) ->
          work.pass().tell(new SyncEvent.Adopted(work.pass().account(), work.name(), uids));
      case Action.Forget(UidSet uids) -> {}
    }
  }

  private static void wouldCopy(
      FolderWork work, long messages, SyncEvent.End source, SyncEvent.End destination) {
    work.pass()
        .tell(
            new SyncEvent.WouldCopy(
                work.pass().account(), work.name(), messages, source, destination.repository()));
  }
}
