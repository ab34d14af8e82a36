package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.status.MessageNote;
import org.offlineimap.sync.ServerMoveSearch.Arrival;
import org.offlineimap.sync.ServerMoveSearch.Departure;
import org.offlineimap.sync.plan.MovePlanner.Move;
import org.offlineimap.sync.plan.Side;

/**
 * Repeats on disk what was moved on the server: one rename each, so that a kill leaves the file in
 * one of both folders, where the next run finds it. What cannot be renamed is fetched as ever. One
 * thread.
 */
final class ServerMoves {
  private final Pass pass;
  private final MoveLedger ledger;
  private final Map<PlannedFolder, MessageList> rows = new HashMap<>();

  ServerMoves(Pass pass, MoveLedger ledger) {
    this.pass = pass;
    this.ledger = ledger;
  }

  void make(List<Move<Departure, Arrival>> moves) throws SyncException {
    Map<PlannedFolder, Map<PlannedFolder, List<Move<Departure, Arrival>>>> routes =
        new LinkedHashMap<>();
    for (Move<Departure, Arrival> move : moves) {
      routes
          .computeIfAbsent(move.arrival().message().folder(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(move.departure().message().folder(), _ -> new ArrayList<>())
          .add(move);
    }
    for (var target : routes.entrySet()) {
      for (var source : target.getValue().entrySet()) {
        ledger.guarded(
            target.getKey(), () -> move(source.getKey(), target.getKey(), source.getValue()));
      }
    }
  }

  private void move(
      PlannedFolder source, PlannedFolder target, List<Move<Departure, Arrival>> moves)
      throws SyncException {
    Landing.tell(source, uids(moves), source.work().localEnd(), target.work().localEnd());
    if (pass.settings().dryRun()) {
      moves.forEach(this::settled);
      return;
    }
    if (!rows.containsKey(source)) {
      rows.put(source, Lists.rows(source.work()));
    }
    Optional<Numbered> from = source.work().local().numbered();
    Optional<Numbered> to = target.work().local().numbered();
    boolean leaves = source.decided().lets(Side.LOCAL);
    if (from.isPresent() && to.isPresent()) {
      between(new MappedMoves(source, target, from.get(), to.get()).make(moves), source, target);
    } else if (leaves) {
      List<Move<Departure, Arrival>> done = rename(source, target, moves);
      land(source, target, done, true);
      leave(source, done);
    } else {
      land(source, target, copy(source, target, moves), false);
    }
  }

  /** On a local server; a copy is deleted with everything else, in the third phase. */
  private void between(MappedMoves.Outcome done, PlannedFolder source, PlannedFolder target)
      throws SyncException {
    List<Move<Departure, Arrival>> all = new ArrayList<>(done.placed());
    all.addAll(done.hidden());
    done.hidden().forEach(move -> ledger.arrived(target, move.arrival().message().facts().uid()));
    land(source, target, done.placed(), true);
    if (done.left()) {
      leave(source, all);
    } else if (source.decided().lets(Side.LOCAL)) {
      ledger.copiedHere(source, uids(all));
    }
  }

  /** The rows of a folder go after those of the other are there. */
  private void leave(PlannedFolder source, List<Move<Departure, Arrival>> done)
      throws SyncException {
    UidSet were = uids(done);
    were.forEach(uid -> ledger.leftDisk(source, uid));
    source.work().drop(were);
  }

  private static UidSet uids(List<Move<Departure, Arrival>> moves) {
    return UidSet.of(
        moves.stream().mapToLong(move -> move.departure().message().uid().value()).toArray());
  }

  private void settled(Move<Departure, Arrival> move) {
    ledger.arrived(move.arrival().message().folder(), move.arrival().message().facts().uid());
    ledger.leftDisk(move.departure().message().folder(), move.departure().message().uid());
  }

  private static List<Move<Departure, Arrival>> rename(
      PlannedFolder source, PlannedFolder target, List<Move<Departure, Arrival>> moves)
      throws SyncException {
    LocalFolder from = source.work().local();
    LocalFolder to = target.work().local();
    List<Move<Departure, Arrival>> done = new ArrayList<>();
    for (Move<Departure, Arrival> move : moves) {
      Uid here = move.arrival().message().facts().uid();
      if (to.takeOver(from, move.departure().message().uid(), here)) {
        done.add(move);
      }
    }
    to.force();
    from.force();
    return done;
  }

  /** Where what is gone from the server stays on disk, the octets come from there. */
  private List<Move<Departure, Arrival>> copy(
      PlannedFolder source, PlannedFolder target, List<Move<Departure, Arrival>> moves)
      throws SyncException {
    Map<Uid, LocalFolder.Incoming> incoming = new HashMap<>();
    for (Move<Departure, Arrival> move : moves) {
      Arrival arrival = move.arrival().message();
      incoming.put(
          arrival.facts().uid(),
          new LocalFolder.Incoming(listed(arrival), arrival.facts().internalDate()));
    }
    try (LocalFolder.Delivery delivery = target.work().local().deliver(incoming)) {
      for (Move<Departure, Arrival> move : moves) {
        MessageSource octets = source.work().local().open(move.departure().message().uid());
        Uid uid = move.arrival().message().facts().uid();
        try (OutputStream out = delivery.open(uid, octets.wireOctets())) {
          octets.writeTo(out);
        }
      }
      Map<Uid, LocalFolder.Stored> stored = delivery.commit().stored();
      return moves.stream()
          .filter(move -> stored.containsKey(move.arrival().message().facts().uid()))
          .toList();
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot copy a message of '" + source.work().pair().local() + "': " + e, e, true);
    }
  }

  private FlagSet listed(Arrival arrival) {
    MessageList list = arrival.folder().listing().messages();
    FlagSet flags = list.flags(list.indexOf(arrival.facts().uid().value()));
    return pass.settings().letters().restrict(flags);
  }

  /** {@code asBefore}: with the flags that they had on this side, as last agreed. */
  private void land(
      PlannedFolder source,
      PlannedFolder target,
      List<Move<Departure, Arrival>> done,
      boolean asBefore)
      throws SyncException {
    if (done.isEmpty()) {
      return;
    }
    MessageList.Builder before = new MessageList.Builder();
    MessageList.Builder there = new MessageList.Builder();
    List<MessageNote> notes = new ArrayList<>();
    MovedLabels labels = new MovedLabels();
    for (Move<Departure, Arrival> move : done) {
      Uid was = move.departure().message().uid();
      Arrival arrival = move.arrival().message();
      long uid = arrival.facts().uid().value();
      there.add(uid, listed(arrival));
      before.add(uid, asBefore ? row(source, was).orElse(listed(arrival)) : listed(arrival));
      move.departure()
          .message()
          .note()
          .ifPresent(note -> notes.add(note.at(arrival.facts().uid())));
      labels.carry(source, was, arrival.facts().uid());
      ledger.arrived(target, arrival.facts().uid());
    }
    FolderWork work = target.work();
    work.put(before.build());
    labels.record(work);
    work.notes().put(work.pair().key(), target.listing().uidValidity().value(), notes);
    pass.tally().add(Tally.Done.MOVED, done.size());
    MessageList arrived = before.build();
    Landing.mergeFlags(
        target, Lists.local(work).known().filter(arrived::contains), there.build(), arrived);
  }

  private Optional<FlagSet> row(PlannedFolder source, Uid uid) {
    MessageList known = java.util.Objects.requireNonNull(rows.get(source));
    int at = known.indexOf(uid.value());
    return at < 0 ? Optional.empty() : Optional.of(known.flags(at));
  }
}
