package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.repository.RemoteFolder.Transferred;
import org.offlineimap.status.Journal;
import org.offlineimap.status.UploadIntent;
import org.offlineimap.sync.ServerMoveSearch.Arrival;
import org.offlineimap.sync.ServerMoveSearch.Departure;
import org.offlineimap.sync.plan.MovePlanner.Move;
import org.offlineimap.sync.plan.Side;

/**
 * Repeats on a local server what was moved on the remote one. Intents are durable before the move,
 * and end when the pair of the new UIDs is (rule R2): killed in between, the next run finds the
 * message in its new mailbox. The pair of the old ones goes last. One thread; one route each.
 */
final class MappedMoves {
  private final PlannedFolder source;
  private final PlannedFolder target;
  private final Numbered from;
  private final Numbered to;

  /**
   * What became of moves.
   *
   * @param placed those whose new place is recorded
   * @param hidden done, but nobody knows under which UID
   * @param left whether they have left their old folder
   */
  record Outcome(
      List<Move<Departure, Arrival>> placed, List<Move<Departure, Arrival>> hidden, boolean left) {}

  MappedMoves(PlannedFolder source, PlannedFolder target, Numbered from, Numbered to) {
    this.source = source;
    this.target = target;
    this.from = from;
    this.to = to;
  }

  Outcome make(List<Move<Departure, Arrival>> moves) throws SyncException {
    boolean atOnce =
        source.decided().lets(Side.LOCAL)
            && source.work().local().expunges()
            && from.folder().movesAtOnce();
    List<UploadIntent> intents = journal().begin(moves.stream().map(this::draft).toList());
    Map<Uid, Integer> own = own(moves);
    UidSet uids = UidSet.of(own.keySet().stream().mapToLong(Uid::value).toArray());
    Transferred done = from.folder().beginTransfer(uids, to.folder(), atOnce).await();
    List<Move<Departure, Arrival>> placed = new ArrayList<>();
    List<Move<Departure, Arrival>> doubtful = new ArrayList<>();
    List<UploadIntent> ended = new ArrayList<>();
    List<UploadIntent> somewhere = new ArrayList<>();
    for (Map.Entry<Uid, Integer> one : own.entrySet()) {
      Move<Departure, Arrival> move = moves.get(one.getValue());
      UploadIntent intent = intents.get(one.getValue());
      Uid place = done.placed().get(one.getKey());
      boolean absent = done.absent().contains(one.getKey().value());
      if (place != null) {
        to.assign(place, move.arrival().message().facts().uid());
        placed.add(move);
      } else if (!absent) {
        doubtful.add(move);
      }
      if (place != null || absent) {
        ended.add(intent);
      } else if (done.somewhere().contains(one.getKey().value())) {
        somewhere.add(intent);
      }
    }
    record(ended, somewhere);
    warn(done);
    Outcome outcome = found(placed, doubtful, atOnce);
    forget(outcome);
    return outcome;
  }

  private Journal journal() {
    return DeliveryPassage.journal(target.work());
  }

  private UploadIntent.Draft draft(Move<Departure, Arrival> move) {
    Print print = move.departure().message().forms().getFirst();
    return new UploadIntent.Draft(
        DeliveryPassage.key(target.work()),
        target.work().local().uidValidity(),
        to.uidNext(),
        move.arrival().message().facts().uid().toString(),
        print.octets(),
        print.sha256(),
        print.messageId(),
        OptionalLong.empty(),
        true);
  }

  /** Which of the moves is that of an own UID. */
  private Map<Uid, Integer> own(List<Move<Departure, Arrival>> moves) throws SyncException {
    Map<Uid, Integer> own = new HashMap<>();
    for (int i = 0; i < moves.size(); i++) {
      Optional<Uid> here = from.own(moves.get(i).departure().message().uid());
      if (here.isPresent()) {
        own.put(here.get(), i);
      }
    }
    return own;
  }

  private void record(List<UploadIntent> ended, List<UploadIntent> somewhere) throws SyncException {
    target.work().local().force();
    if (!somewhere.isEmpty()) {
      journal().unmapped(somewhere);
    }
    if (!ended.isEmpty()) {
      journal().end(ended);
    }
  }

  private void warn(Transferred done) {
    done.refused().values().stream()
        .findFirst()
        .ifPresent(reason ->
            source
                .work()
                .pass()
                .warn(
                    source.work().name(),
                    done.refused().size()
                        + " messages of folder '"
                        + source.work().pair().local()
                        + "' were not moved on the local server, and are copied instead: "
                        + reason));
  }

  /** Those without a place are looked for, as after a delivery. */
  private Outcome found(
      List<Move<Departure, Arrival>> placed, List<Move<Departure, Arrival>> doubtful, boolean left)
      throws SyncException {
    if (doubtful.isEmpty()) {
      return new Outcome(placed, List.of(), left);
    }
    FolderWork work = target.work();
    UidSet found = DeliveryPassage.found(work, Lists.with(target.listing(), work));
    UidSet open = DeliveryPassage.uids(DeliveryPassage.openIn(work));
    List<Move<Departure, Arrival>> all = new ArrayList<>(placed);
    List<Move<Departure, Arrival>> hidden = new ArrayList<>();
    for (Move<Departure, Arrival> move : doubtful) {
      long uid = move.arrival().message().facts().uid().value();
      if (found.contains(uid)) {
        all.add(move);
      } else if (open.contains(uid)) {
        hidden.add(move);
      }
    }
    return new Outcome(all, hidden, left);
  }

  private void forget(Outcome outcome) throws SyncException {
    if (outcome.left()) {
      List<Move<Departure, Arrival>> gone = new ArrayList<>(outcome.placed());
      gone.addAll(outcome.hidden());
      UidSet own = UidSet.of(own(gone).keySet().stream().mapToLong(Uid::value).toArray());
      from.forget(own);
      source.work().local().force();
    }
  }
}
