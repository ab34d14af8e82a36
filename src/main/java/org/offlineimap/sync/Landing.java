package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.status.Journal;
import org.offlineimap.status.MessageNote;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.sync.DiskMoves.Carried;
import org.offlineimap.sync.plan.Side;
import org.offlineimap.sync.plan.Snapshot;
import org.offlineimap.sync.plan.SyncPlanner;

/**
 * After moves on the server: files get their new UIDs, then rows are written, then intents end, and
 * then the rows of the folders that were left are dropped. One thread.
 */
final class Landing {
  private final Pass pass;
  private final MoveLedger ledger;
  private final Journal journal;
  private final Map<PlannedFolder, List<Placed>> placed = new LinkedHashMap<>();
  private final Map<PlannedFolder, UidSet> gone = new LinkedHashMap<>();
  private final Map<PlannedFolder, List<Carried>> unknown = new LinkedHashMap<>();
  private final List<UploadIntent> unmapped = new ArrayList<>();
  private final MovedLabels labels = new MovedLabels();

  private record Placed(Carried one, Uid uid) {}

  Landing(Pass pass, MoveLedger ledger) {
    this.pass = pass;
    this.ledger = ledger;
    this.journal = pass.ends().status().journal();
  }

  static void tell(PlannedFolder source, UidSet uids, SyncEvent.End from, SyncEvent.End to) {
    Pass pass = source.work().pass();
    pass.tell(
        new SyncEvent.MovingMessages(
            pass.account(),
            source.work().name(),
            uids,
            new SyncEvent.MovingMessages.Way(from, to),
            pass.settings().dryRun()));
  }

  /** The message has this UID now. */
  void placed(Carried one, Uid uid, boolean atOnce) {
    placed
        .computeIfAbsent(one.arrival().folder(), _ -> new ArrayList<>())
        .add(new Placed(one, uid));
    left(one, atOnce);
  }

  /** The server did not say which. */
  void somewhere(Carried one, boolean atOnce) {
    unmapped.add(one.intent());
    doubtful(one);
    left(one, atOnce);
  }

  /** It may be there or not. */
  void doubtful(Carried one) {
    unknown.computeIfAbsent(one.arrival().folder(), _ -> new ArrayList<>()).add(one);
  }

  /** A copy is deleted with everything else, in the third phase; where nothing may leave, not. */
  private void left(Carried one, boolean atOnce) {
    PlannedFolder source = one.departure().folder();
    UidSet uid = UidSet.of(one.departure().uid().value());
    if (atOnce) {
      gone.merge(source, uid, UidSet::union);
    } else if (source.decided().lets(Side.REMOTE)) {
      ledger.copied(source, uid);
    }
  }

  void complete() throws SyncException {
    Map<PlannedFolder, MessageList> rows = new LinkedHashMap<>();
    for (Map.Entry<PlannedFolder, List<Placed>> target : placed.entrySet()) {
      for (Placed message : target.getValue()) {
        PlannedFolder source = message.one().departure().folder();
        if (!rows.containsKey(source)) {
          rows.put(source, MessageList.empty());
          ledger.guarded(source, () -> rows.put(source, Lists.rows(source.work())));
        }
      }
      ledger.guarded(target.getKey(), () -> land(target.getKey(), target.getValue(), rows));
    }
    if (!unmapped.isEmpty()) {
      journal.unmapped(unmapped);
    }
    for (List<Carried> some : unknown.values()) {
      for (Carried one : some) {
        labels.learn(one.departure().folder());
      }
    }
    for (Map.Entry<PlannedFolder, UidSet> source : gone.entrySet()) {
      ledger.guarded(source.getKey(), () -> source.getKey().work().drop(source.getValue()));
    }
    for (Map.Entry<PlannedFolder, List<Carried>> target : unknown.entrySet()) {
      ledger.guarded(target.getKey(), () -> find(target.getKey(), target.getValue()));
    }
  }

  // ---- where the new UIDs are known ----

  private void land(
      PlannedFolder target, List<Placed> messages, Map<PlannedFolder, MessageList> rows)
      throws SyncException {
    FolderWork work = target.work();
    MessageList.Builder before = new MessageList.Builder();
    MessageList.Builder here = new MessageList.Builder();
    MessageList.Builder there = new MessageList.Builder();
    List<UploadIntent> done = new ArrayList<>();
    List<UploadIntent> stuck = new ArrayList<>();
    List<MessageNote> notes = new ArrayList<>();
    int arrived = 0;
    for (Placed message : messages) {
      Carried one = message.one();
      Fresh fresh = one.arrival().fresh();
      try {
        if (work.local().assignUid(fresh, message.uid(), fresh.flags())) {
          long uid = message.uid().value();
          here.add(uid, fresh.flags());
          there.add(uid, flags(one.departure().folder().listing().messages(), one));
          before.add(
              uid, flags(rows.getOrDefault(one.departure().folder(), MessageList.empty()), one));
          note(one).map(note -> note.at(message.uid())).ifPresent(notes::add);
          labels.carry(one.departure().folder(), one.departure().uid(), message.uid());
          arrived++;
        }
        done.add(one.intent());
      } catch (SyncException.MessageFailure e) {
        stuck.add(one.intent());
        pass.failed(work.name(), "", e);
      }
    }
    work.local().force();
    work.put(before.build());
    labels.record(work);
    work.notes().put(work.pair().key(), target.listing().uidValidity().value(), notes);
    end(done, stuck);
    pass.tally().add(Tally.Done.MOVED, arrived);
    mergeFlags(target, here.build(), there.build(), before.build());
  }

  private static FlagSet flags(MessageList list, Carried one) {
    int at = list.indexOf(one.departure().uid().value());
    return at < 0 ? one.arrival().fresh().flags() : list.flags(at);
  }

  /** What was remembered; else what the file showed, which is all that matched. */
  private static Optional<MessageNote> note(Carried one) {
    UploadIntent.Draft draft = one.intent().draft();
    Optional<MessageNote> known = one.departure().note();
    return known.isPresent() || draft.sha256().isEmpty()
        ? known
        : Optional.of(
            new MessageNote(
                one.departure().uid(),
                draft.wireOctets(),
                draft.sha256(),
                OptionalLong.empty(),
                Optional.empty(),
                ""));
  }

  private void end(List<UploadIntent> done, List<UploadIntent> stuck) throws SyncException {
    if (!stuck.isEmpty()) {
      journal.unmapped(stuck);
    }
    if (!done.isEmpty()) {
      journal.end(done);
    }
  }

  /** Flags that either side changed since they last agreed, in the folder that was left. */
  static void mergeFlags(
      PlannedFolder target, MessageList here, MessageList there, MessageList before)
      throws SyncException {
    new Changes(
            target.work(),
            SyncPlanner.plan(
                Snapshot.complete(here),
                Snapshot.complete(there),
                before,
                target.decided().policy()))
        .apply();
  }

  // ---- where they are not ----

  /** As after an upload; what is not there, and was not said to be, goes up. */
  private void find(PlannedFolder target, List<Carried> messages) throws SyncException {
    FolderWork work = target.work();
    Lists now = Lists.with(RemoteLook.again(work, target.listing()), work);
    UploadPassage passage = new UploadPassage(work, now);
    IntentResolver.run(passage);
    Lists found = now.again(work);
    unite(target, found);
    remember(target, messages, passage.assigned());
    Set<String> waiting = new HashSet<>();
    found.local().fresh().forEach(fresh -> waiting.add(fresh.key()));
    journal.open(work.pair().key()).forEach(intent -> waiting.remove(intent.draft().key()));
    for (Carried one : messages) {
      if (waiting.contains(one.arrival().fresh().key())) {
        ledger.unsent(target, one.arrival().fresh());
      }
    }
  }

  /** What is known of messages that were found goes on being known. */
  private void remember(PlannedFolder target, List<Carried> messages, Map<String, Uid> found)
      throws SyncException {
    FolderWork work = target.work();
    List<MessageNote> notes = new ArrayList<>();
    for (Carried one : messages) {
      Uid uid = found.get(one.arrival().fresh().key());
      if (uid != null) {
        labels.carry(one.departure().folder(), one.departure().uid(), uid);
        one.departure().note().map(note -> note.at(uid)).ifPresent(notes::add);
      }
    }
    labels.record(work);
    work.notes().put(work.pair().key(), target.listing().uidValidity().value(), notes);
  }

  /** What was found has no row yet, and its flags are those of both sides. */
  private static void unite(PlannedFolder target, Lists found) throws SyncException {
    MessageList there = found.remote().messages();
    MessageList here =
        found.local().known().filter(uid -> there.contains(uid) && !found.rows().contains(uid));
    MessageList.Builder common = new MessageList.Builder();
    for (int i = 0; i < here.size(); i++) {
      FlagSet other = there.flags(there.indexOf(here.uid(i)));
      common.add(here.uid(i), here.flags(i).intersect(other));
    }
    target.work().put(common.build());
    mergeFlags(target, here, there.filter(here::contains), common.build());
  }
}
