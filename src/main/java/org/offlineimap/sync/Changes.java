package org.offlineimap.sync;

import java.util.List;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sync.plan.Side;
import org.offlineimap.sync.plan.SyncPlan;

/**
 * Changes flags on both sides, then writes the rows of the messages whose changes were all made. A
 * message whose changes were not keeps its row, and the next run merges again.
 */
final class Changes {
  private final FolderWork work;
  private final SyncPlan plan;

  Changes(FolderWork work, SyncPlan plan) {
    this.work = work;
    this.plan = plan;
  }

  void apply() throws SyncException {
    UidSet failed = change(Side.LOCAL).union(change(Side.REMOTE));
    MessageList.Builder rows = new MessageList.Builder();
    for (int i = 0; i < plan.rows().size(); i++) {
      if (!failed.contains(plan.rows().uid(i))) {
        rows.add(plan.rows().uid(i), plan.rows().flags(i));
      }
    }
    work.put(rows.build());
    tellAdopted(plan.adoptions().minus(failed));
  }

  private void tellAdopted(UidSet adopted) {
    if (!adopted.isEmpty()) {
      work.pass().tally().add(Tally.Done.ADOPTED, adopted.size());
      work.pass().tell(new SyncEvent.Adopted(work.pass().account(), work.name(), adopted));
    }
  }

  /** The messages whose flags may not be what the plan wanted. */
  private UidSet change(Side side) throws SyncException {
    List<FlagChange> changes = plan.flagChanges(side);
    if (changes.isEmpty()) {
      return UidSet.empty();
    }
    UidSet asked = UidSet.empty();
    for (FlagChange change : changes) {
      asked = asked.union(change.uids());
      tell(work, side, change);
    }
    UidSet done = carryOut(side, changes);
    work.pass().tally().add(Tally.Done.FLAGS, done.size());
    return asked.minus(done).isEmpty() ? UidSet.empty() : doubted(side, asked, done);
  }

  /**
   * An answer names messages, not changes: where two changes were asked of a message, its name in
   * the answer proves one of them only. So one refusal casts doubt on all that was asked.
   */
  private UidSet doubted(Side side, UidSet asked, UidSet done) {
    UidSet open = asked.minus(done);
    if (side == Side.REMOTE) {
      work.pass()
          .messageFailed(
              work.name(),
              "flags of messages " + open + " in " + work.name() + " were not changed");
    }
    return asked;
  }

  private UidSet carryOut(Side side, List<FlagChange> changes) throws SyncException {
    return switch (side) {
      case LOCAL -> {
        UidSet done = work.local().changeFlags(changes);
        work.local().force();
        yield done;
      }
      case REMOTE -> work.remote().changeFlags(changes);
    };
  }

  static void tell(FolderWork work, Side side, FlagChange change) {
    SyncEvent.End where = side == Side.LOCAL ? work.localEnd() : work.remoteEnd();
    work.pass()
        .tell(
            new SyncEvent.ChangingFlags(
                work.pass().account(),
                work.name(),
                change.uids(),
                change.flags(),
                new SyncEvent.ChangingFlags.Direction(change.add(), where)));
  }
}
