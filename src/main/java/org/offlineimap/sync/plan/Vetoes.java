package org.offlineimap.sync.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sync.plan.Withheld.Reason;

/** Sorts what a folder needs into what is done and what a policy withholds. One use each. */
final class Vetoes {
  private final SyncPolicy policy;
  private final int statusRows;
  private final boolean remoteEmpty;
  private final List<Action> actions = new ArrayList<>();
  private final List<Withheld> withheld = new ArrayList<>();

  Vetoes(SyncPolicy policy, int statusRows, boolean remoteEmpty) {
    this.policy = policy;
    this.statusRows = statusRows;
    this.remoteEmpty = remoteEmpty;
  }

  void download(UidSet uids) {
    UidSet ignored = policy.skipped().ignored();
    UidSet quarantined = policy.skipped().quarantined().minus(ignored);
    skip(uids.filter(ignored::contains), Reason.IGNORED);
    skip(uids.filter(quarantined::contains), Reason.QUARANTINED);
    UidSet rest = uids.minus(ignored).minus(quarantined);
    if (!rest.isEmpty()) {
      unlessReadOnly(Side.LOCAL, new Action.Download(rest));
    }
  }

  private void skip(UidSet uids, Reason reason) {
    if (!uids.isEmpty()) {
      withheld.add(new Withheld(new Action.Download(uids), reason, Optional.empty()));
    }
  }

  void upload(Action.Upload upload) {
    if (upload.fresh() > 0 || !upload.strays().isEmpty()) {
      unlessReadOnly(Side.REMOTE, upload);
    }
  }

  void flags(Side side, List<FlagChange> changes) {
    changes.forEach(change -> unlessReadOnly(side, new Action.ChangeFlags(side, change)));
  }

  void adopt(UidSet uids) {
    if (!uids.isEmpty()) {
      actions.add(new Action.Adopt(uids));
    }
  }

  void forget(UidSet uids) {
    if (!uids.isEmpty()) {
      actions.add(new Action.Forget(uids));
    }
  }

  void deleteLocal(UidSet uids) {
    boolean implausible = policy.guard().stopsLocal(uids, remoteEmpty);
    delete(Side.LOCAL, new Action.DeleteLocal(uids), uids, implausible);
  }

  void deleteRemote(UidSet uids) {
    boolean implausible = policy.guard().stopsRemote(uids, statusRows);
    delete(Side.REMOTE, new Action.DeleteRemote(uids), uids, implausible);
  }

  private void delete(Side target, Action action, UidSet uids, boolean implausible) {
    Side origin = target == Side.LOCAL ? Side.REMOTE : Side.LOCAL;
    if (uids.isEmpty()) {
      return;
    }
    if (!policy.of(origin).syncDeletes()) {
      withheld.add(new Withheld(action, Reason.SYNC_DELETES, Optional.empty()));
    } else if (policy.of(target).readOnly()) {
      withheld.add(new Withheld(action, Reason.READ_ONLY, Optional.empty()));
    } else if (implausible && !policy.confirmed().contains(DeletionToken.of(target, uids))) {
      withheld.add(new Withheld(action, Reason.GUARD, Optional.of(DeletionToken.of(target, uids))));
    } else {
      actions.add(action);
    }
  }

  /** Takes an earlier decision over, less what moves have done; deletions are decided anew. */
  void keep(Action action, Moved moved) {
    switch (action) {
      case Action.Download(UidSet uids) -> {
        UidSet rest = uids.minus(moved.arrived());
        if (!rest.isEmpty()) {
          actions.add(new Action.Download(rest));
        }
      }
      case Action.Upload(int fresh, UidSet all) -> {
        int rest = fresh - moved.sent();
        UidSet strays = all.minus(moved.leftDisk()).minus(moved.copied().local());
        if (rest > 0 || !strays.isEmpty()) {
          actions.add(new Action.Upload(rest, strays));
        }
      }
      case Action.DeleteLocal _, Action.DeleteRemote _ -> {}
      case Action.ChangeFlags _, Action.Adopt _, Action.Forget _ -> actions.add(action);
    }
  }

  /** The same of what was withheld. */
  void keep(Withheld held) {
    boolean deletion =
        held.action() instanceof Action.DeleteLocal || held.action() instanceof Action.DeleteRemote;
    if (!deletion) {
      withheld.add(held);
    }
  }

  /** Deletes what a move has copied elsewhere, which no guard counts. */
  void deleteCopied(Moved.Copied copied) {
    if (!copied.local().isEmpty()) {
      actions.add(new Action.DeleteLocal(copied.local()));
    }
    if (!copied.remote().isEmpty()) {
      actions.add(new Action.DeleteRemote(copied.remote()));
    }
  }

  private void unlessReadOnly(Side target, Action action) {
    if (policy.of(target).readOnly()) {
      withheld.add(new Withheld(action, Reason.READ_ONLY, Optional.empty()));
    } else {
      actions.add(action);
    }
  }

  SyncPlan plan(MessageList rows) {
    return new SyncPlan(actions, withheld, rows);
  }
}
