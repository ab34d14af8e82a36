package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Transferred;
import org.offlineimap.status.Journal;
import org.offlineimap.status.MessageNote;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.sync.DiskMoveSearch.Arrival;
import org.offlineimap.sync.DiskMoveSearch.Departure;
import org.offlineimap.sync.plan.MovePlanner.Move;
import org.offlineimap.sync.plan.Side;

/**
 * Repeats on the server what was moved on disk. The intents of all moves are durable before the
 * first of them (rule R2): killed after it, the next run finds the message in its new mailbox and
 * gives the file its UID. One thread.
 */
final class DiskMoves {
  private final Pass pass;
  private final MoveLedger ledger;
  private final Journal journal;

  /** One message under way. */
  record Carried(Departure departure, Arrival arrival, UploadIntent intent) {}

  /** From one folder to another. */
  private record Sent(
      PlannedFolder source,
      PlannedFolder target,
      boolean atOnce,
      List<Carried> messages,
      RemoteFolder.Transferring answer) {}

  DiskMoves(Pass pass, MoveLedger ledger) {
    this.pass = pass;
    this.ledger = ledger;
    this.journal = pass.ends().status().journal();
  }

  void make(List<Move<Departure, Arrival>> moves) throws SyncException {
    List<Move<Departure, Arrival>> still = pass.settings().dryRun() ? moves : stillGone(moves);
    if (still.isEmpty()) {
      return;
    }
    List<Carried> carried = begin(still);
    Map<PlannedFolder, Map<PlannedFolder, List<Carried>>> routes = routes(carried);
    if (pass.settings().dryRun()) {
      routes.forEach((source, targets) -> targets.forEach((t, some) -> tell(source, t, some)));
      return;
    }
    List<Sent> underWay = new ArrayList<>();
    for (Map.Entry<PlannedFolder, Map<PlannedFolder, List<Carried>>> source : routes.entrySet()) {
      ledger.guarded(
          source.getKey(), () -> underWay.addAll(send(source.getKey(), source.getValue())));
    }
    Landing landing = new Landing(pass, ledger);
    for (Sent sent : underWay) {
      ledger.guarded(sent.source(), () -> settle(sent, sent.answer().await(), landing));
    }
    landing.complete();
  }

  /** The disk is read once more: what came back meanwhile has not left. */
  private List<Move<Departure, Arrival>> stillGone(List<Move<Departure, Arrival>> moves)
      throws SyncException {
    Map<PlannedFolder, MessageList> now = new HashMap<>();
    List<Move<Departure, Arrival>> still = new ArrayList<>();
    for (Move<Departure, Arrival> move : moves) {
      PlannedFolder source = move.departure().message().folder();
      if (!now.containsKey(source)) {
        now.put(source, MessageList.empty());
        ledger.guarded(source, () -> now.put(source, Lists.local(source.work()).known()));
      }
      boolean back = now.get(source).contains(move.departure().message().uid().value());
      if (!back && !ledger.hasFailed(source)) {
        still.add(move);
      }
    }
    return still;
  }

  /** From here on none of these is uploaded, nor deleted, by this run unless told otherwise. */
  private List<Carried> begin(List<Move<Departure, Arrival>> moves) throws SyncException {
    List<UploadIntent.Draft> drafts = moves.stream().map(DiskMoves::draft).toList();
    List<UploadIntent> intents =
        pass.settings().dryRun()
            ? drafts.stream().map(draft -> new UploadIntent(0, draft, false)).toList()
            : journal.begin(drafts);
    List<Carried> carried = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      Departure departure = moves.get(i).departure().message();
      Arrival arrival = moves.get(i).arrival().message();
      ledger.sent(arrival.folder(), arrival.fresh());
      if (departure.folder().decided().lets(Side.REMOTE)) {
        ledger.leftServer(departure.folder(), UidSet.of(departure.uid().value()));
      }
      carried.add(new Carried(departure, arrival, intents.get(i)));
    }
    return carried;
  }

  private static UploadIntent.Draft draft(Move<Departure, Arrival> move) {
    Arrival arrival = move.arrival().message();
    Print print = java.util.Objects.requireNonNull(arrival.prints().get(move.sign()));
    RemoteFolder.Listing.Complete listing = arrival.folder().listing();
    long octets =
        move.departure()
            .message()
            .note()
            .filter(note -> note.sha256().equals(print.sha256()))
            .map(MessageNote::octets)
            .orElse(print.octets());
    return new UploadIntent.Draft(
        arrival.folder().work().pair().key(),
        listing.uidValidity().value(),
        OptionalLong.of(Uploads.firstNewUid(listing)),
        arrival.fresh().key(),
        octets,
        print.sha256(),
        print.messageId(),
        OptionalLong.empty(),
        true);
  }

  private static Map<PlannedFolder, Map<PlannedFolder, List<Carried>>> routes(
      List<Carried> carried) {
    Map<PlannedFolder, Map<PlannedFolder, List<Carried>>> routes = new LinkedHashMap<>();
    for (Carried one : carried) {
      routes
          .computeIfAbsent(one.departure().folder(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(one.arrival().folder(), _ -> new ArrayList<>())
          .add(one);
    }
    return routes;
  }

  private void tell(PlannedFolder source, PlannedFolder target, List<Carried> messages) {
    Landing.tell(source, uids(messages), source.work().remoteEnd(), target.work().remoteEnd());
  }

  private static UidSet uids(List<Carried> messages) {
    return UidSet.of(
        messages.stream().mapToLong(one -> one.departure().uid().value()).sorted().toArray());
  }

  private List<Sent> send(PlannedFolder source, Map<PlannedFolder, List<Carried>> targets)
      throws SyncException {
    RemoteFolder from = source.work().remote();
    boolean atOnce =
        source.decided().lets(Side.REMOTE)
            && pass.settings().conduct().expunge()
            && from.movesAtOnce();
    List<Sent> sent = new ArrayList<>();
    for (Map.Entry<PlannedFolder, List<Carried>> target : targets.entrySet()) {
      tell(source, target.getKey(), target.getValue());
      RemoteFolder to = target.getKey().work().remote();
      sent.add(
          new Sent(
              source,
              target.getKey(),
              atOnce,
              target.getValue(),
              from.beginTransfer(uids(target.getValue()), to, atOnce)));
    }
    return sent;
  }

  private void settle(Sent sent, Transferred done, Landing landing) throws SyncException {
    Map<Uid, Carried> byUid = new HashMap<>();
    sent.messages().forEach(one -> byUid.put(one.departure().uid(), one));
    List<UploadIntent> never = new ArrayList<>();
    for (Carried one : sent.messages()) {
      Uid uid = one.departure().uid();
      Uid place = done.placed().get(uid);
      if (place != null) {
        landing.placed(one, place, sent.atOnce());
      } else if (done.somewhere().contains(uid.value())) {
        landing.somewhere(one, sent.atOnce());
      } else if (done.absent().contains(uid.value())) {
        never.add(one.intent());
        ledger.unsent(sent.target(), one.arrival().fresh());
      } else {
        landing.doubtful(one);
      }
    }
    if (!never.isEmpty()) {
      journal.end(never);
    }
    done.refused().values().stream()
        .findFirst()
        .ifPresent(reason ->
            pass.warn(
                sent.source().work().name(),
                done.refused().size()
                    + " messages of folder '"
                    + sent.source().work().name()
                    + "' were not moved on the server, and are uploaded instead: "
                    + reason));
  }
}
