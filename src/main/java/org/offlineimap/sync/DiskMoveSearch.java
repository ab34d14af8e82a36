package org.offlineimap.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.LocalFolder.Origin;
import org.offlineimap.status.MessageNote;
import org.offlineimap.sync.plan.MovePlanner;
import org.offlineimap.sync.plan.MovePlanner.Candidate;
import org.offlineimap.sync.plan.MovePlanner.Move;

/**
 * Finds files that left one folder and appeared in another (reference: beyond 5). The same message
 * is one whose remembered digest the file has; or, where none is remembered, one that the file's
 * name still tells, whose length and header octets on the server are the file's. A digest that is
 * remembered and differs is a changed message. One thread.
 */
final class DiskMoveSearch {
  private static final int HEADERS_AT_ONCE = 500;

  private final MoveLedger ledger;
  private final Map<String, Departure> left = new HashMap<>();
  private final List<Candidate<Departure>> departures = new ArrayList<>();
  private final Map<String, PlannedFolder> byMark = new HashMap<>();
  private final Set<Long> lengths = new HashSet<>();
  private final List<Arrival> appeared = new ArrayList<>();

  /** A message that left the disk. */
  record Departure(PlannedFolder folder, Uid uid, Optional<MessageNote> note) {
    private String name() {
      return "was " + uid + " of " + folder.work().name();
    }

    private String digest() {
      return note.map(known -> DiskMoveSearch.digest(known.sha256())).orElse("");
    }
  }

  /**
   * A file that appeared.
   *
   * @param prints its forms by the sign that each is recognised by
   */
  record Arrival(PlannedFolder folder, Fresh fresh, List<Print> forms, Map<String, Print> prints) {}

  /** A file whose name tells a message that the server must be asked about. */
  private record Claim(Arrival arrival, Departure departure) {}

  DiskMoveSearch(MoveLedger ledger) {
    this.ledger = ledger;
  }

  private static String digest(String sha256) {
    return "sha256 " + sha256;
  }

  /** The moves among all of these folders. */
  List<Move<Departure, Arrival>> among(List<PlannedFolder> folders) throws SyncException {
    if (!possible(folders)) {
      return List.of();
    }
    for (PlannedFolder folder : folders) {
      ledger.guarded(folder, () -> depart(folder));
    }
    if (departures.isEmpty()) {
      return List.of();
    }
    List<Claim> claims = new ArrayList<>();
    for (PlannedFolder folder : folders) {
      ledger.guarded(folder, () -> arrive(folder, claims));
    }
    verify(claims);
    List<Candidate<Arrival>> arrivals = new ArrayList<>();
    for (Arrival arrival : appeared) {
      arrivals.add(
          new Candidate<>(
              arrival.folder().work().name(), arrival, List.copyOf(arrival.prints().keySet())));
    }
    return MovePlanner.planMoves(departures, arrivals).stream()
        .filter(move -> !ledger.hasFailed(move.departure().message().folder()))
        .filter(move -> !ledger.hasFailed(move.arrival().message().folder()))
        .toList();
  }

  /** Something left one folder, and something appeared in another: without I/O. */
  static boolean possible(List<PlannedFolder> folders) {
    List<PlannedFolder> sources =
        folders.stream().filter(folder -> !folder.vanished().isEmpty()).toList();
    return folders.stream()
        .filter(folder -> !folder.outgoing().isEmpty())
        .anyMatch(target -> sources.stream().anyMatch(source -> source != target));
  }

  private void depart(PlannedFolder folder) throws SyncException {
    UidSet vanished = folder.vanished();
    if (vanished.isEmpty() || folder.work().isImagined()) {
      return;
    }
    FolderWork work = folder.work();
    String mark = work.local().mark();
    if (mark.isEmpty()) {
      return;
    }
    byMark.put(mark, folder);
    long uidValidity = folder.listing().uidValidity().value();
    Map<Uid, MessageNote> notes = work.notes().find(work.pair().key(), uidValidity, vanished);
    for (Uid uid : vanished) {
      Departure departure = new Departure(folder, uid, Optional.ofNullable(notes.get(uid)));
      departure.note().ifPresent(note -> lengths.add(note.octets()));
      left.put(departure.name(), departure);
      List<String> signs =
          departure.note().isPresent()
              ? List.of(departure.name(), departure.digest())
              : List.of(departure.name());
      departures.add(new Candidate<>(work.name(), departure, signs));
    }
  }

  private void arrive(PlannedFolder folder, List<Claim> claims) throws SyncException {
    for (Fresh fresh : folder.outgoing()) {
      Optional<Departure> told = told(folder, fresh);
      Arrival arrival = read(folder, fresh, told.isPresent());
      if (!arrival.forms().isEmpty()) {
        appeared.add(arrival);
        told.ifPresent(departure -> claim(arrival, departure, claims));
      }
    }
  }

  /** The departure that a file's name still tells. */
  private Optional<Departure> told(PlannedFolder folder, Fresh fresh) throws SyncException {
    Optional<Origin> origin = folder.work().local().origin(fresh);
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    PlannedFolder from = byMark.get(origin.get().folder());
    return from == null
        ? Optional.empty()
        : Optional.ofNullable(
            left.get(new Departure(from, origin.get().uid(), Optional.empty()).name()));
  }

  /** On the server a message may have a field that took place to labels in its file. */
  private static boolean labelled(FolderWork work) {
    return work.pass().settings().labels().isPresent();
  }

  /**
   * Digests the forms whose length is known of a message that left; all of them where the name
   * tells one, or the length says nothing. A file that cannot be read is no candidate, and its
   * upload says why.
   */
  private Arrival read(PlannedFolder folder, Fresh fresh, boolean told) throws SyncException {
    List<Print> forms = new ArrayList<>();
    Map<String, Print> prints = new TreeMap<>();
    try {
      for (MessageSource form : folder.work().forms(fresh)) {
        if (told || labelled(folder.work()) || lengths.contains(form.wireOctets())) {
          Print print = Print.of(form);
          forms.add(print);
          prints.put(digest(print.sha256()), print);
        }
      }
    } catch (IOException | SyncException.MessageFailure e) {
      forms.clear();
    }
    return new Arrival(folder, fresh, forms, prints);
  }

  private static void claim(Arrival arrival, Departure departure, List<Claim> claims) {
    Print same = arrival.prints().get(departure.digest());
    if (same != null) {
      arrival.prints().put(departure.name(), same);
    } else if (departure.note().isEmpty()) {
      claims.add(new Claim(arrival, departure));
    }
  }

  // ---- what only the server knows ----

  private void verify(List<Claim> claims) throws SyncException {
    Map<String, List<Claim>> byFolder = new TreeMap<>();
    for (Claim claim : claims) {
      String name = claim.departure().folder().work().name().text();
      byFolder.computeIfAbsent(name, _ -> new ArrayList<>()).add(claim);
    }
    for (List<Claim> some : byFolder.values()) {
      PlannedFolder folder = some.getFirst().departure().folder();
      ledger.guarded(folder, () -> verify(folder.work(), some));
    }
  }

  private static void verify(FolderWork work, List<Claim> claims) throws SyncException {
    Map<Uid, Long> octets = new HashMap<>();
    work.remote().facts(uids(claims), told -> octets.put(told.uid(), told.octets()));
    List<Claim> likely = claims.stream().filter(claim -> isLikely(work, claim, octets)).toList();
    for (int from = 0; from < likely.size(); from += HEADERS_AT_ONCE) {
      List<Claim> some = likely.subList(from, Math.min(likely.size(), from + HEADERS_AT_ONCE));
      Map<Uid, byte[]> headers = work.remote().headers(uids(some));
      for (Claim claim : some) {
        Uid uid = claim.departure().uid();
        Long there = octets.get(uid);
        byte[] header = headers.get(uid);
        if (there != null && header != null) {
          same(work, claim, there, header)
              .ifPresent(
                  form -> claim.arrival().prints().put(claim.departure().name(), form.of(there)));
        }
      }
    }
  }

  /** Of equal length; or longer on the server by what may be a field that labels replaced. */
  private static boolean isLikely(FolderWork work, Claim claim, Map<Uid, Long> octets) {
    Long there = octets.get(claim.departure().uid());
    return there != null
        && claim.arrival().forms().stream()
            .anyMatch(form -> form.octets() == there || (labelled(work) && form.octets() < there));
  }

  /** The form that has the length and the header octets of the message on the server. */
  private static Optional<Print> same(FolderWork work, Claim claim, long there, byte[] header) {
    byte[] bare = labelled(work) ? HeaderOctets.asSent(work, header) : header;
    long bareOctets = there - header.length + bare.length;
    return claim.arrival().forms().stream()
        .filter(form -> form.has(there, header) || form.has(bareOctets, bare))
        .findFirst();
  }

  private static UidSet uids(List<Claim> claims) {
    return UidSet.of(
        claims.stream().mapToLong(c -> c.departure().uid().value()).sorted().distinct().toArray());
  }
}
