package org.offlineimap.sync.plan;

import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/**
 * A folder's plan, and what it was decided by, so that moves can be taken out of it: they do not
 * count for the deletion guard (reference: beyond 2). Immutable.
 *
 * @param rows how many status rows there were
 * @param remoteEmpty whether the server's folder came back empty
 */
public record FolderPlan(SyncPlan plan, SyncPolicy policy, int rows, boolean remoteEmpty) {
  /** Decides, as {@link SyncPlanner#plan}. */
  public static FolderPlan of(
      Snapshot local, Snapshot remote, MessageList status, SyncPolicy policy) {
    return new FolderPlan(
        SyncPlanner.plan(local, remote, status, policy),
        policy,
        status.size(),
        remote.messages().size() == 0);
  }

  /** Every message that is gone from the other side, whatever becomes of it on this one. */
  public UidSet doomed(Side side) {
    UidSet all = side == Side.LOCAL ? plan.localDeletions() : plan.remoteDeletions();
    for (Withheld held : plan.withheld()) {
      all = all.union(deleted(side, held.action()));
    }
    return all;
  }

  private static UidSet deleted(Side side, Action action) {
    return switch (action) {
      case Action.DeleteLocal(UidSet uids) when side == Side.LOCAL -> uids;
      case Action.DeleteRemote(UidSet uids) when side == Side.REMOTE -> uids;
      case Action.DeleteLocal _,
          Action.DeleteRemote _,
          Action.Download _,
          Action.Upload _,
          Action.ChangeFlags _,
          Action.Adopt _,
          Action.Forget _ ->
          UidSet.empty();
    };
  }

  /** Whether what is gone from the other side may leave this one; if not, a move is a copy. */
  public boolean lets(Side side) {
    SyncPolicy.Rules origin = policy.of(side == Side.LOCAL ? Side.REMOTE : Side.LOCAL);
    return origin.syncDeletes() && !policy.of(side).readOnly();
  }

  /** The same folder once these moves are made. */
  public FolderPlan without(Moved moved) {
    Vetoes vetoes = new Vetoes(policy, rows, remoteEmpty);
    plan.actions().forEach(action -> vetoes.keep(action, moved));
    plan.withheld().forEach(vetoes::keep);
    vetoes.deleteLocal(doomed(Side.LOCAL).minus(moved.leftDisk()).minus(moved.copied().local()));
    vetoes.deleteRemote(
        doomed(Side.REMOTE).minus(moved.leftServer()).minus(moved.copied().remote()));
    vetoes.deleteCopied(moved.copied());
    return new FolderPlan(vetoes.plan(plan.rows()), policy, rows, remoteEmpty);
  }
}
