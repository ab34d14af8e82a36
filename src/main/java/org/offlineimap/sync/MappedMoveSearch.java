package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.status.MessageNote;
import org.offlineimap.sync.plan.MovePlanner.Candidate;
import org.offlineimap.sync.plan.MovePlanner.Move;

/**
 * Finds messages that changed their folder on one of two servers, by asking both what they tell
 * without a body. One thread.
 */
final class MappedMoveSearch {
  private final MoveLedger ledger;

  MappedMoveSearch(MoveLedger ledger) {
    this.ledger = ledger;
  }

  // ---- on the local server ----

  /** What left a local folder lies on the remote server still. */
  List<Move<DiskMoveSearch.Departure, DiskMoveSearch.Arrival>> onLocalServer(
      List<PlannedFolder> folders) throws SyncException {
    Sightings<DiskMoveSearch.Departure> left = new Sightings<>(ledger, (_, _) -> Optional.empty());
    Sightings<Fresh> appeared = new Sightings<>(ledger, (_, _) -> Optional.empty());
    if (DiskMoveSearch.possible(folders)) {
      for (PlannedFolder folder : folders) {
        ledger.guarded(folder, () -> left.ask(folder, folder.work().remote(), vanished(folder)));
        Map<Uid, Fresh> fresh = new TreeMap<>();
        ledger.guarded(folder, () -> fresh.putAll(fresh(folder)));
        if (!fresh.isEmpty()) {
          appeared.ask(folder, numbered(folder).orElseThrow().folder(), fresh);
        }
      }
    }
    if (left.isEmpty() || appeared.isEmpty()) {
      return List.of();
    }
    SightingMatch<DiskMoveSearch.Departure, Fresh> match =
        new SightingMatch<>(ledger, left.await(), appeared.await());
    return match.run().stream().map(move -> onLocalServer(match, move)).toList();
  }

  /** In a dry run a folder may only be imagined. */
  private static Optional<Numbered> numbered(PlannedFolder folder) {
    return folder.work().isImagined() ? Optional.empty() : folder.work().local().numbered();
  }

  private static Map<Uid, DiskMoveSearch.Departure> vanished(PlannedFolder folder)
      throws SyncException {
    UidSet vanished = numbered(folder).isPresent() ? folder.vanished() : UidSet.empty();
    Map<Uid, MessageNote> notes = notes(folder, vanished);
    Map<Uid, DiskMoveSearch.Departure> all = new TreeMap<>();
    for (Uid uid : vanished) {
      all.put(uid, new DiskMoveSearch.Departure(folder, uid, Optional.ofNullable(notes.get(uid))));
    }
    return all;
  }

  private static Map<Uid, MessageNote> notes(PlannedFolder folder, UidSet uids)
      throws SyncException {
    FolderWork work = folder.work();
    long uidValidity = folder.listing().uidValidity().value();
    return uids.isEmpty() ? Map.of() : work.notes().find(work.pair().key(), uidValidity, uids);
  }

  private static Map<Uid, Fresh> fresh(PlannedFolder folder) throws SyncException {
    Map<Uid, Fresh> all = new TreeMap<>();
    Optional<Numbered> numbered = numbered(folder);
    if (numbered.isPresent()) {
      for (Fresh message : folder.outgoing()) {
        all.put(numbered.get().own(message), message);
      }
    }
    return all;
  }

  private static Move<DiskMoveSearch.Departure, DiskMoveSearch.Arrival> onLocalServer(
      SightingMatch<DiskMoveSearch.Departure, Fresh> match,
      Move<Sighting<DiskMoveSearch.Departure>, Sighting<Fresh>> move) {
    Sighting<DiskMoveSearch.Departure> from = move.departure().message();
    Sighting<Fresh> to = move.arrival().message();
    Print print = print(match, from);
    DiskMoveSearch.Arrival arrival =
        new DiskMoveSearch.Arrival(
            to.folder(), to.message(), List.of(print), Map.of(move.sign(), print));
    return new Move<>(
        new Candidate<>(from.folder().work().name(), from.message(), List.of()),
        new Candidate<>(to.folder().work().name(), arrival, List.of()),
        move.sign());
  }

  /** Without a digest: nobody reads a body for it, not even to tell equal messages apart. */
  private static <D, A> Print print(SightingMatch<D, A> match, Sighting<D> one) {
    Optional<Sighting.Header> header = match.header(one);
    return new Print(
        one.facts().octets(),
        "",
        header.map(Sighting.Header::messageId).orElse(""),
        header.map(Sighting.Header::digest).orElse(""));
  }

  // ---- on the remote server ----

  private record Gone(Uid uid, Optional<MessageNote> note) {}

  /** What left a remote folder lies on the local server still. */
  List<Move<ServerMoveSearch.Departure, ServerMoveSearch.Arrival>> onRemoteServer(
      List<PlannedFolder> folders) throws SyncException {
    Sightings<Gone> left =
        new Sightings<>(ledger, (gone, _) -> gone.note().flatMap(MessageNote::identity));
    Sightings<Uid> appeared = new Sightings<>(ledger, (_, facts) -> facts.traits().identity());
    if (ServerMoveSearch.possible(folders)) {
      for (PlannedFolder folder : folders) {
        Optional<Numbered> numbered = numbered(folder);
        if (numbered.isPresent()) {
          Map<Uid, Gone> gone = new TreeMap<>();
          ledger.guarded(folder, () -> gone.putAll(gone(folder, numbered.get())));
          left.ask(folder, numbered.get().folder(), gone);
          Map<Uid, Uid> downloads = new TreeMap<>();
          folder.decided().plan().downloads().forEach(uid -> downloads.put(uid, uid));
          appeared.ask(folder, folder.work().remote(), downloads);
        }
      }
    }
    if (left.isEmpty() || appeared.isEmpty()) {
      return List.of();
    }
    SightingMatch<Gone, Uid> match = new SightingMatch<>(ledger, left.await(), appeared.await());
    List<Move<ServerMoveSearch.Departure, ServerMoveSearch.Arrival>> moves = new ArrayList<>();
    for (Move<Sighting<Gone>, Sighting<Uid>> move : match.run()) {
      moves.add(onRemoteServer(match, move));
    }
    return moves;
  }

  private static Map<Uid, Gone> gone(PlannedFolder folder, Numbered numbered) throws SyncException {
    UidSet gone = ServerMoveSearch.gone(folder);
    Map<Uid, MessageNote> notes = notes(folder, gone);
    Map<Uid, Gone> all = new TreeMap<>();
    for (Uid uid : gone) {
      Optional<Uid> own = numbered.own(uid);
      own.ifPresent(here -> all.put(here, new Gone(uid, Optional.ofNullable(notes.get(uid)))));
    }
    return all;
  }

  private static Move<ServerMoveSearch.Departure, ServerMoveSearch.Arrival> onRemoteServer(
      SightingMatch<Gone, Uid> match, Move<Sighting<Gone>, Sighting<Uid>> move) {
    Sighting<Gone> from = move.departure().message();
    Sighting<Uid> to = move.arrival().message();
    Gone gone = from.message();
    ServerMoveSearch.Departure departure =
        new ServerMoveSearch.Departure(
            from.folder(), gone.uid(), gone.note(), List.of(print(match, from)));
    return new Move<>(
        new Candidate<>(from.folder().work().name(), departure, List.of()),
        new Candidate<>(
            to.folder().work().name(),
            new ServerMoveSearch.Arrival(to.folder(), to.facts()),
            List.of()),
        move.sign());
  }
}
