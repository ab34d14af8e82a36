package org.offlineimap.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.HeldDeletions;
import org.offlineimap.status.Trouble;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.sync.plan.DeletionGuard;
import org.offlineimap.sync.plan.FolderPlan;
import org.offlineimap.sync.plan.Snapshot;
import org.offlineimap.sync.plan.SyncPolicy;

/**
 * Looks at one folder pair and plans it: the first of an account's three phases. It changes nothing
 * but what an earlier, killed run left half done.
 */
final class FolderSync {
  private final FolderWork work;
  private final boolean exempt;
  private @Nullable RemoteLook asked;

  /**
   * For one pair.
   *
   * @param exempt the deletion guard does not watch this folder
   */
  FolderSync(FolderWork work, boolean exempt) {
    this.work = work;
    this.exempt = exempt;
  }

  FolderWork work() {
    return work;
  }

  /** Asks the server, without waiting. */
  void ask() throws SyncException {
    Pass pass = work.pass();
    pass.tell(new SyncEvent.FolderStarted(pass.account(), work.remoteEnd(), work.localEnd()));
    asked = RemoteLook.begin(work);
  }

  /** Lists and plans; empty when the folder is left alone because of its UIDVALIDITY. */
  Optional<PlannedFolder> prepare() throws SyncException {
    Pass pass = work.pass();
    UidMove.complete(work);
    RemoteLook look = asked == null ? RemoteLook.begin(work) : asked;
    Observed.Disk disk = new Observed.Disk(work.stamps(), pass.clock().millis(), Optional.empty());
    Lists lists = Lists.take(work, look);
    switch (new ValidityCheck(work, lists).check()) {
      case LEFT -> {
        return Optional.empty();
      }
      case MOVED -> lists = lists.again(work);
      case SAME -> {}
    }
    Optional<Checkpoint> point = look.remember(lists.remote());
    lists = resolve(lists);
    RemoteFolder.Listing.Complete whole = lists.remote();
    lists = new WindowedLists(work).narrow(lists);
    List<UploadIntent> open = pass.ends().status().journal().open(work.pair().key());
    tellUnknownKeywords(lists.remote().messages());
    Map<String, Trouble> held = held(lists);
    List<Fresh> fresh = uploadable(lists.local().fresh(), open, held.keySet());
    UidSet waiting = pass.scope().waiting().in(work.pair().local());
    UidSet vanished = lists.vanished(waiting);
    if (!waiting.isEmpty()) {
      lists = lists.stillHolding(waiting);
    }
    UidSet left = quarantined(held.keySet()).union(DeliveryPassage.unmapped(work));
    FolderPlan plan = plan(lists.withoutMarked(work.local()), fresh.size(), left);
    boolean settled = open.isEmpty() && waiting.isEmpty() && held.isEmpty();
    Observed observed =
        new Observed(whole, point, disk.on(LocalLook.mailbox(work)), settled, lists.rows().size());
    return Optional.of(
        new PlannedFolder(work, plan, observed, new PlannedFolder.Disk(fresh, vanished)));
  }

  /** Once for each keyword and folder in a process (reference: synchronisation 13.22). */
  private void tellUnknownKeywords(MessageList listed) {
    LetterMap letters = work.pass().settings().letters();
    if (!letters.hasKeywords()) {
      return;
    }
    Set<String> fresh = new TreeSet<>();
    for (FlagSet flags : listed.flagSets()) {
      for (String keyword : flags.minus(letters.restrict(flags)).keywords()) {
        if (work.pass().ends().mentions().first("keyword " + keyword, work.name().text())) {
          fresh.add("'" + keyword + "'");
        }
      }
    }
    if (!fresh.isEmpty()) {
      work.pass()
          .warn(
              work.name(),
              "Unknown keywords skipped: ["
                  + String.join(", ", fresh)
                  + "]\nYou may want to change your configuration to include those");
    }
  }

  /** Open intents are settled before anything is planned; a dry run leaves them. */
  private Lists resolve(Lists lists) throws SyncException {
    if (work.pass().settings().dryRun()) {
      return lists;
    }
    Lists now = DeliveryPassage.resolve(work, lists) ? lists.again(work) : lists;
    return IntentResolver.run(new UploadPassage(work, now)) ? now.again(work) : now;
  }

  /** What is on the server already, somewhere, does not go up again. */
  private List<Fresh> uploadable(
      List<Fresh> fresh, List<UploadIntent> open, Set<String> quarantined) {
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
    return fresh.stream()
        .filter(message -> !begun.contains(message.key()))
        .filter(message -> !quarantined.contains(Quarantine.name(message.key())))
        .toList();
  }

  /** The messages that are left out of this run because they failed before; each is told. */
  private Map<String, Trouble> held(Lists lists) {
    Quarantine quarantine = work.pass().quarantine();
    Set<String> files = new HashSet<>();
    lists.local().fresh().forEach(message -> files.add(Quarantine.name(message.key())));
    quarantine.retain(
        work.pair().key(), message -> files.contains(message) || isMissing(message, lists));
    Map<String, Trouble> held = quarantine.held(work.pair().key());
    held.forEach((message, trouble) ->
        work.pass()
            .warn(
                work.name(),
                "message "
                    + message
                    + " in "
                    + work.name()
                    + " is quarantined after "
                    + trouble.failures()
                    + " failures ("
                    + trouble.reason()
                    + "); "
                    + FolderWork.again(trouble)));
    return held;
  }

  private static boolean isMissing(String message, Lists lists) {
    OptionalLong uid = Quarantine.uid(message);
    return uid.isPresent()
        && lists.remote().messages().contains(uid.getAsLong())
        && !lists.local().known().contains(uid.getAsLong());
  }

  private FolderPlan plan(Lists lists, int fresh, UidSet left) throws SyncException {
    return FolderPlan.of(
        new Snapshot(lists.local().known(), true, fresh),
        Snapshot.complete(lists.remote().messages()),
        lists.rows(),
        policy(lists.remote().readOnly(), left));
  }

  private SyncPolicy policy(boolean refusesChanges, UidSet left) throws SyncException {
    SyncSettings settings = work.pass().settings();
    return new SyncPolicy(
        rules(settings.local(), false),
        rules(settings.remote(), refusesChanges),
        settings.conduct().expunge(),
        exempt ? DeletionGuard.OFF : guard(settings.conduct().guard()),
        settings.orders().confirmed().getOrDefault(work.name().text(), Set.of()),
        settings.letters(),
        new SyncPolicy.Skipped(work.pair().ignored(), left));
  }

  private DeletionGuard guard(DeletionGuard configured) throws SyncException {
    HeldDeletions held = work.pass().ends().status().held(work.pair().key());
    return configured.holding(held.local(), held.remote());
  }

  private static UidSet quarantined(Set<String> held) {
    return UidSet.of(
        held.stream()
            .flatMapToLong(message -> Quarantine.uid(message).stream())
            .sorted()
            .toArray());
  }

  private static SyncPolicy.Rules rules(SyncSettings.SideOptions side, boolean refusesChanges) {
    return new SyncPolicy.Rules(side.readOnly() || refusesChanges, side.syncDeletes());
  }
}
