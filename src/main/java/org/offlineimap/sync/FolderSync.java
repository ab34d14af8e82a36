package org.offlineimap.sync;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.sync.plan.DeletionGuard;
import org.offlineimap.sync.plan.Snapshot;
import org.offlineimap.sync.plan.SyncPlan;
import org.offlineimap.sync.plan.SyncPlanner;
import org.offlineimap.sync.plan.SyncPolicy;

/**
 * Looks at one folder pair and plans it: the first of an account's three phases. It changes nothing
 * but what an earlier, killed run left half done.
 */
final class FolderSync {
  private final FolderWork work;
  private final boolean exempt;

  /**
   * For one pair.
   *
   * @param exempt the deletion guard does not watch this folder
   */
  FolderSync(FolderWork work, boolean exempt) {
    this.work = work;
    this.exempt = exempt;
  }

  /** Lists and plans; empty when the folder is left alone because of its UIDVALIDITY. */
  Optional<PlannedFolder> prepare() throws SyncException {
    Pass pass = work.pass();
    pass.tell(new SyncEvent.FolderStarted(pass.account(), work.remoteEnd(), work.localEnd()));
    UidMove.complete(work);
    List<DirectoryStamp> stamps = work.stamps();
    long seen = pass.clock().millis();
    Lists lists = Lists.take(work);
    switch (new ValidityCheck(work, lists).check()) {
      case LEFT -> {
        return Optional.empty();
      }
      case MOVED -> lists = Lists.take(work);
      case SAME -> {}
    }
    lists = resolve(lists);
    List<UploadIntent> open = pass.ends().status().journal().open(work.pair().key());
    List<Fresh> fresh = uploadable(lists.local().fresh(), open);
    UidSet waiting = pass.scope().waitingIn(work.pair().local());
    if (!waiting.isEmpty()) {
      lists = lists.stillHolding(waiting);
    }
    SyncPlan plan = plan(lists, fresh.size());
    boolean settled = open.isEmpty() && waiting.isEmpty();
    Observed observed = new Observed(lists.remote(), stamps, seen, settled, lists.rows().size());
    return Optional.of(new PlannedFolder(work, plan, observed, fresh));
  }

  /** Open intents are settled before anything is planned; a dry run leaves them. */
  private Lists resolve(Lists lists) throws SyncException {
    boolean settled =
        !work.pass().settings().dryRun()
            && IntentResolver.run(work, lists.remote(), lists.local(), lists.rows());
    return settled ? Lists.take(work) : lists;
  }

  /** What is on the server already, somewhere, does not go up again. */
  private List<Fresh> uploadable(List<Fresh> fresh, List<UploadIntent> open) {
    Set<String> begun =
        open.stream()
            .map(intent -> intent.draft().key())
            .collect(java.util.stream.Collectors.toSet());
    for (Fresh message : fresh) {
      if (begun.contains(message.key())) {
        work.pass()
            .notice(
                work.name(),
                "message "
                    + message.key()
                    + " in "
                    + work.name()
                    + " was uploaded, under a UID that the server did not tell; it is kept as it"
                    + " is");
      }
    }
    return fresh.stream().filter(message -> !begun.contains(message.key())).toList();
  }

  private SyncPlan plan(Lists lists, int fresh) {
    return SyncPlanner.plan(
        new Snapshot(lists.local().known(), true, fresh),
        Snapshot.complete(lists.remote().messages()),
        lists.rows(),
        policy(lists.remote().readOnly()));
  }

  private SyncPolicy policy(boolean refusesChanges) {
    SyncSettings settings = work.pass().settings();
    return new SyncPolicy(
        rules(settings.local(), false),
        rules(settings.remote(), refusesChanges),
        settings.conduct().expunge(),
        exempt ? DeletionGuard.OFF : settings.conduct().guard(),
        settings.orders().confirmed().getOrDefault(work.name().text(), Set.of()),
        settings.letters());
  }

  private static SyncPolicy.Rules rules(SyncSettings.SideOptions side, boolean refusesChanges) {
    return new SyncPolicy.Rules(side.readOnly() || refusesChanges, side.syncDeletes());
  }
}
