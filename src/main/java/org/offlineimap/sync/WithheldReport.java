package org.offlineimap.sync;

import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.HeldDeletions;
import org.offlineimap.sync.plan.Action;
import org.offlineimap.sync.plan.Side;
import org.offlineimap.sync.plan.SyncPlan;
import org.offlineimap.sync.plan.Withheld;

/** Tells what of a folder's plan is not done, and why. One thread at a time. */
final class WithheldReport {
  private final FolderWork work;
  private final Observed observed;

  WithheldReport(FolderWork work, Observed observed) {
    this.work = work;
    this.observed = observed;
  }

  void tell(SyncPlan plan) throws SyncException {
    remember(plan);
    boolean refused = false;
    for (Withheld held : plan.withheld()) {
      switch (held.reason()) {
        case GUARD -> guarded(held);
        case IGNORED -> messages(held.action()).forEach(this::ignored);
        case READ_ONLY -> refused |= changesServer(held.action());
        case SYNC_DELETES, QUARANTINED -> {}
      }
    }
    if (refused && observed.remote().readOnly()) {
      readOnly();
    }
  }

  /** Before anything else is done: it must not make the next run forget that these wait. */
  private void remember(SyncPlan plan) throws SyncException {
    UidSet local = UidSet.empty();
    UidSet remote = UidSet.empty();
    for (Withheld held : plan.withheld()) {
      if (held.reason() == Withheld.Reason.GUARD) {
        switch (held.action()) {
          case Action.DeleteLocal(UidSet uids) -> local = uids;
          case Action.DeleteRemote(UidSet uids) -> remote = uids;
          case Action.Download _,
              Action.Upload _,
              Action.ChangeFlags _,
              Action.Adopt _,
              Action.Forget _ -> {}
        }
      }
    }
    AccountStatus status = work.pass().ends().status();
    HeldDeletions now = new HeldDeletions(local, remote);
    if (!work.pass().settings().dryRun() && !now.equals(status.held(work.pair().key()))) {
      status.saveHeld(work.pair().key(), now);
    }
  }

  private void guarded(Withheld held) {
    Pass pass = work.pass();
    UidSet doomed = messages(held.action());
    if (!pass.settings().dryRun()) {
      pass.tally().met(Result.Outcome.GUARD);
    }
    pass.tally().add(Tally.Done.WITHHELD, doomed.size());
    pass.tell(
        new SyncEvent.DeletionsWithheld(
            pass.account(),
            work.name(),
            doomed.size(),
            observed.rows(),
            held.token().orElseThrow()));
  }

  /** Once a process, since it will be so at each pass (reference: synchronisation 13.43). */
  private void readOnly() {
    Pass pass = work.pass();
    boolean wanted = pass.settings().remote().readOnly();
    if (!wanted
        && !pass.settings().conduct().ignoreReadOnly()
        && pass.ends().mentions().first("read-only", work.name().text())) {
      pass.warn(
          work.name(),
          "the server lets nobody change folder '"
              + work.name()
              + "': what changed here is not sent (ignore-readonly = yes hides this line)");
    }
  }

  private void ignored(Uid uid) {
    work.pass()
        .notice(
            work.name(),
            "IGNORED: Copy message UID "
                + uid
                + " "
                + work.remoteEnd().repository()
                + ":"
                + work.name()
                + " -> "
                + work.localEnd().repository());
  }

  private static boolean changesServer(Action action) {
    return switch (action) {
      case Action.Upload _, Action.DeleteRemote _ -> true;
      case Action.ChangeFlags(Side side, var _) -> side == Side.REMOTE;
      case Action.Download _, Action.DeleteLocal _, Action.Adopt _, Action.Forget _ -> false;
    };
  }

  private static UidSet messages(Action action) {
    return switch (action) {
      case Action.DeleteLocal(UidSet uids) -> uids;
      case Action.DeleteRemote(UidSet uids) -> uids;
      case Action.Download(UidSet uids) -> uids;
      case Action.Upload _, Action.ChangeFlags _, Action.Adopt _, Action.Forget _ -> UidSet.empty();
    };
  }
}
