package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.sync.plan.Side;
import org.offlineimap.sync.plan.SyncPlan;

/**
 * Changes flags on both sides, then writes the rows of the messages whose changes were all made. A
 * message whose changes were not keeps its row, and the next run merges again. Between the two
 * halves other folders may ask for theirs.
 */
final class Changes {
  private final FolderWork work;
  private final SyncPlan plan;
  private final List<FlagChange> unsupported = new ArrayList<>();
  private UidSet failedLocally = UidSet.empty();
  private RemoteFolder.@Nullable FlagChanging asked;

  Changes(FolderWork work, SyncPlan plan) {
    this.work = work;
    this.plan = plan;
  }

  /** Both halves. */
  void apply() throws SyncException {
    begin();
    finish();
  }

  /** Changes the disk, and asks the server without waiting for its answers. */
  void begin() throws SyncException {
    failedLocally = local();
    List<FlagChange> changes = plan.flagChanges(Side.REMOTE);
    if (!changes.isEmpty()) {
      asked = work.remote().beginFlagChanges(changes);
    }
  }

  /** Waits for the answers and writes the rows. */
  void finish() throws SyncException {
    UidSet failed = failedLocally.union(remote());
    MessageList before = unsupported.isEmpty() ? MessageList.empty() : Lists.rows(work);
    MessageList.Builder rows = new MessageList.Builder();
    for (int i = 0; i < plan.rows().size(); i++) {
      long uid = plan.rows().uid(i);
      FlagSet flags = kept(uid, plan.rows().flags(i));
      int row = before.indexOf(uid);
      if (!failed.contains(uid) && (row < 0 || !before.flags(row).equals(flags))) {
        rows.add(uid, flags);
      }
    }
    work.put(rows.build());
    tellAdopted(plan.adoptions().minus(failed));
  }

  /** Of the flags that a row should get, those that both sides have indeed. */
  private FlagSet kept(long uid, FlagSet wanted) {
    FlagSet kept = wanted;
    for (FlagChange change : unsupported) {
      if (change.uids().contains(uid)) {
        kept = change.add() ? kept.minus(change.flags()) : kept.union(change.flags());
      }
    }
    return kept;
  }

  private void tellAdopted(UidSet adopted) {
    if (!adopted.isEmpty()) {
      work.pass().tally().add(Tally.Done.ADOPTED, adopted.size());
      work.pass().tell(new SyncEvent.Adopted(work.pass().account(), work.name(), adopted));
    }
  }

  /** The messages whose flags may not be what the plan wanted. */
  private UidSet local() throws SyncException {
    List<FlagChange> changes = plan.flagChanges(Side.LOCAL);
    if (changes.isEmpty()) {
      return UidSet.empty();
    }
    changes.forEach(change -> tell(work, Side.LOCAL, change));
    RemoteFolder.FlagOutcome outcome = work.local().changeFlags(changes);
    UidSet done = outcome.done();
    work.pass().debug(work.name(), work.pair().local() + ": flags changed of " + done);
    work.local().force();
    return doubted(Side.LOCAL, kept("local server", changes, outcome), done);
  }

  private UidSet remote() throws SyncException {
    RemoteFolder.FlagChanging changing = asked;
    if (changing == null) {
      return UidSet.empty();
    }
    List<FlagChange> changes = plan.flagChanges(Side.REMOTE);
    RemoteFolder.FlagOutcome outcome = changing.await();
    List<FlagChange> sent = kept("server", changes, outcome);
    sent.forEach(change -> tell(work, Side.REMOTE, change));
    return doubted(Side.REMOTE, sent, outcome.done());
  }

  /** The changes that a server keeps; of others a process tells once, since it will be so again. */
  private List<FlagChange> kept(
      String server, List<FlagChange> changes, RemoteFolder.FlagOutcome outcome) {
    unsupported.addAll(outcome.unsupported());
    tellUnsupported(server, outcome.unsupported());
    return changes.stream().filter(change -> !outcome.unsupported().contains(change)).toList();
  }

  /** Reference: synchronisation 13.2. */
  private void tellUnsupported(String server, List<FlagChange> changes) {
    for (FlagChange change : changes) {
      String flags = change.flags().toString();
      if (work.pass().ends().mentions().first(server + " flag " + flags, work.name().text())) {
        work.pass()
            .warn(
                work.name(),
                "the "
                    + server
                    + " keeps no flag "
                    + flags
                    + " in folder '"
                    + work.name()
                    + "': it stays as it is on each side");
      }
    }
  }

  /**
   * An answer names messages, not changes: where two changes were asked of a message, its name in
   * the answer proves one of them only. So one refusal casts doubt on all that was asked.
   */
  private UidSet doubted(Side side, List<FlagChange> changes, UidSet done) {
    work.pass().tally().add(Tally.Done.FLAGS, done.size());
    UidSet asked = UidSet.empty();
    for (FlagChange change : changes) {
      asked = asked.union(change.uids());
    }
    UidSet open = asked.minus(done);
    if (open.isEmpty()) {
      return open;
    }
    if (side == Side.REMOTE) {
      work.pass()
          .messageFailed(
              work.name(),
              "flags of messages " + open + " in " + work.name() + " were not changed");
    }
    return asked;
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
