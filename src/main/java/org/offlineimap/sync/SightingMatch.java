package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.offlineimap.mail.SyncException;
import org.offlineimap.sync.Sighting.Header;
import org.offlineimap.sync.plan.MovePlanner;
import org.offlineimap.sync.plan.MovePlanner.Candidate;
import org.offlineimap.sync.plan.MovePlanner.Move;

/**
 * Pairs messages that left one server's mailboxes, each seen where it still lies on the other
 * server, with those that appeared (reference: beyond 5): equal identity, or equal length, date and
 * complete header octets. Where both have an identity, it decides alone. No body is read. One
 * thread; use once.
 */
final class SightingMatch<D, A> {
  private final MoveLedger ledger;
  private final List<Sighting<D>> left;
  private final List<Sighting<A>> appeared;
  private Map<Sighting<D>, Header> leftHeaders = Map.of();
  private Map<Sighting<A>, Header> appearedHeaders = Map.of();

  SightingMatch(MoveLedger ledger, List<Sighting<D>> left, List<Sighting<A>> appeared) {
    this.ledger = ledger;
    this.left = left;
    this.appeared = appeared;
  }

  /** The moves; a folder that failed has none. */
  List<Move<Sighting<D>, Sighting<A>>> run() throws SyncException {
    leftHeaders = Sightings.headers(ledger, doubtful(left, appeared));
    appearedHeaders = Sightings.headers(ledger, doubtful(appeared, left));
    List<Candidate<Sighting<D>>> departures = new ArrayList<>();
    for (Sighting<D> one : left) {
      departures.add(new Candidate<>(one.folder().work().name(), one, signsOfDeparture(one)));
    }
    List<Candidate<Sighting<A>>> arrivals = new ArrayList<>();
    for (Sighting<A> one : appeared) {
      arrivals.add(new Candidate<>(one.folder().work().name(), one, signsOfArrival(one)));
    }
    return MovePlanner.planMoves(departures, arrivals).stream()
        .filter(move -> !ledger.hasFailed(move.departure().message().folder()))
        .filter(move -> !ledger.hasFailed(move.arrival().message().folder()))
        .toList();
  }

  /** The header of a message that left, where it was needed. */
  Optional<Header> header(Sighting<D> departure) {
    return Optional.ofNullable(leftHeaders.get(departure));
  }

  /** Those of {@code some} that are like one of the others, and that identities do not decide. */
  private static <X, Y> List<Sighting<X>> doubtful(
      List<Sighting<X>> some, List<Sighting<Y>> others) {
    Map<String, List<Sighting<Y>>> alike = new HashMap<>();
    others.forEach(one -> alike.computeIfAbsent(one.likeness(), _ -> new ArrayList<>()).add(one));
    Set<String> unnamed =
        others.stream()
            .filter(one -> one.identity().isEmpty())
            .map(Sighting::likeness)
            .collect(Collectors.toSet());
    return some.stream()
        .filter(one -> alike.containsKey(one.likeness()))
        .filter(one -> one.identity().isEmpty() || unnamed.contains(one.likeness()))
        .toList();
  }

  private List<String> signsOfDeparture(Sighting<D> one) {
    List<String> signs = new ArrayList<>();
    one.identity().ifPresent(id -> signs.add("identity " + id));
    Header header = leftHeaders.get(one);
    if (header != null) {
      signs.add((one.identity().isPresent() ? "without identity " : "") + one.content(header));
    }
    return signs;
  }

  /** The content of a departure that has an identity counts only without one here. */
  private List<String> signsOfArrival(Sighting<A> one) {
    List<String> signs = new ArrayList<>();
    one.identity().ifPresent(id -> signs.add("identity " + id));
    Header header = appearedHeaders.get(one);
    if (header != null) {
      signs.add(one.content(header));
      if (one.identity().isEmpty()) {
        signs.add("without identity " + one.content(header));
      }
    }
    return signs;
  }
}
