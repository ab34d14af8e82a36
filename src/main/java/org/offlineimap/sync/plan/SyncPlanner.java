package org.offlineimap.sync.plan;

import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;

/**
 * Decides what one folder needs: a total function of three snapshots and a policy, after the table
 * of the style page, section 2. It walks the three sorted lists once, side by side.
 */
public final class SyncPlanner {
  private final Snapshot local;
  private final Snapshot remote;
  private final MessageList status;
  private final SyncPolicy policy;

  private final UidSet.Builder downloads = new UidSet.Builder();
  private final UidSet.Builder strays = new UidSet.Builder();
  private final UidSet.Builder localDeletions = new UidSet.Builder();
  private final UidSet.Builder remoteDeletions = new UidSet.Builder();
  private final UidSet.Builder adoptions = new UidSet.Builder();
  private final UidSet.Builder forgotten = new UidSet.Builder();
  private final FlagGroups localFlags = new FlagGroups();
  private final FlagGroups remoteFlags = new FlagGroups();
  private final MessageList.Builder rows = new MessageList.Builder();
  private final FlagMerge merge;

  private SyncPlanner(Snapshot local, Snapshot remote, MessageList status, SyncPolicy policy) {
    this.local = local;
    this.remote = remote;
    this.status = status;
    this.policy = policy;
    this.merge = new FlagMerge(policy);
  }

  /**
   * Plans one folder.
   *
   * @param local what the disk holds
   * @param remote what the server holds
   * @param status what both held when they last agreed
   */
  public static SyncPlan plan(
      Snapshot local, Snapshot remote, MessageList status, SyncPolicy policy) {
    SyncPlanner planner = new SyncPlanner(local, remote, status, policy);
    planner.walk();
    return planner.vetoed();
  }

  private void walk() {
    MessageList here = local.messages();
    MessageList there = remote.messages();
    int l = 0;
    int r = 0;
    int s = 0;
    while (l < here.size() || r < there.size() || s < status.size()) {
      long uid = Math.min(uidAt(here, l), Math.min(uidAt(there, r), uidAt(status, s)));
      boolean onLocal = uidAt(here, l) == uid;
      boolean onRemote = uidAt(there, r) == uid;
      boolean inStatus = uidAt(status, s) == uid;
      if (onLocal && onRemote) {
        both(uid, new FlagMerge.Seen(here.flags(l), there.flags(r), rowAt(s, inStatus)));
      } else if (onRemote) {
        remoteOnly(uid, there.flags(r), rowAt(s, inStatus));
      } else if (onLocal) {
        localOnly(uid, inStatus);
      } else if (local.complete() && remote.complete()) {
        forgotten.add(uid);
      }
      l += onLocal ? 1 : 0;
      r += onRemote ? 1 : 0;
      s += inStatus ? 1 : 0;
    }
  }

  private static long uidAt(MessageList list, int index) {
    return index < list.size() ? list.uid(index) : Long.MAX_VALUE;
  }

  private @Nullable FlagSet rowAt(int index, boolean there) {
    return there ? status.flags(index) : null;
  }

  private void both(long uid, FlagMerge.Seen seen) {
    FlagMerge.Merged merged = merge.merge(seen);
    localFlags.add(uid, merged.local());
    remoteFlags.add(uid, merged.remote());
    FlagSet row = seen.status();
    if (row == null) {
      adoptions.add(uid);
    }
    if (row == null || !policy.letters().restrict(row).equals(merged.row())) {
      rows.add(uid, merged.row());
    }
  }

  private void remoteOnly(long uid, FlagSet flags, @Nullable FlagSet row) {
    if (!local.complete()) {
      return;
    }
    if (row == null) {
      downloads.add(uid);
    } else if (!markedBefore(flags, row)) {
      remoteDeletions.add(uid);
    }
  }

  /** With {@code expunge = no}: a message that we only marked stays recorded, and hidden. */
  private boolean markedBefore(FlagSet flags, FlagSet row) {
    return !policy.expunge()
        && flags.contains(SystemFlag.DELETED)
        && row.contains(SystemFlag.DELETED);
  }

  private void localOnly(long uid, boolean inStatus) {
    if (!remote.complete()) {
      return;
    }
    if (inStatus) {
      localDeletions.add(uid);
    } else {
      strays.add(uid);
    }
  }

  private SyncPlan vetoed() {
    Vetoes vetoes = new Vetoes(policy, status.size(), remote.messages().size() == 0);
    vetoes.download(downloads.build());
    vetoes.upload(new Action.Upload(local.fresh(), strays.build()));
    vetoes.flags(Side.LOCAL, localFlags.changes());
    vetoes.flags(Side.REMOTE, remoteFlags.changes());
    vetoes.adopt(adoptions.build());
    vetoes.deleteLocal(localDeletions.build());
    vetoes.deleteRemote(remoteDeletions.build());
    vetoes.forget(forgotten.build());
    return vetoes.plan(rows.build());
  }
}
