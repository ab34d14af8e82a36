package org.offlineimap.sync.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FolderName;

/**
 * Pairs messages that left one folder with those that appeared in another (reference: beyond 5). Of
 * n that left and m that appeared and are the same, min(n, m) move, as far as no message moves into
 * the folder that it left. Pure; use once, from one thread.
 *
 * @param <D> what left
 * @param <A> what appeared
 */
public final class MovePlanner<D, A> {
  private final List<Move<D, A>> moves = new ArrayList<>();
  private final List<Candidate<D>> departures;
  private final Map<String, List<Candidate<A>>> arrivals = new LinkedHashMap<>();
  private final Set<Candidate<D>> gone = new HashSet<>();
  private final Set<Candidate<A>> taken = new HashSet<>();

  /**
   * A message that left or appeared.
   *
   * @param signs what it is recognised by, the surest first: two messages with a common sign are
   *     the same
   */
  public record Candidate<T>(FolderName folder, T message, List<String> signs) {
    /** Copies the list. */
    public Candidate {
      signs = List.copyOf(signs);
    }
  }

  /**
   * Two that are the same message.
   *
   * @param sign by which
   */
  public record Move<D, A>(Candidate<D> departure, Candidate<A> arrival, String sign) {}

  private MovePlanner(List<Candidate<D>> departures, List<Candidate<A>> appeared) {
    this.departures = List.copyOf(departures);
    for (Candidate<A> arrival : appeared) {
      for (String sign : arrival.signs()) {
        arrivals.computeIfAbsent(sign, _ -> new ArrayList<>()).add(arrival);
      }
    }
  }

  /** The moves, each message in one at most; earlier ones choose first. */
  public static <D, A> List<Move<D, A>> planMoves(
      List<Candidate<D>> departures, List<Candidate<A>> arrivals) {
    MovePlanner<D, A> planner = new MovePlanner<>(departures, arrivals);
    int ranks = departures.stream().mapToInt(one -> one.signs().size()).max().orElse(0);
    for (int rank = 0; rank < ranks; rank++) {
      planner.pairBySigns(rank);
    }
    return planner.moves;
  }

  private void pairBySigns(int rank) {
    Map<String, List<Candidate<D>>> alike = new LinkedHashMap<>();
    for (Candidate<D> departure : departures) {
      if (departure.signs().size() > rank && !gone.contains(departure)) {
        alike.computeIfAbsent(departure.signs().get(rank), _ -> new ArrayList<>()).add(departure);
      }
    }
    alike.forEach(this::pair);
  }

  /** All of these are the same message, many times. */
  private void pair(String sign, List<Candidate<D>> left) {
    Deque<Candidate<A>> free = new ArrayDeque<>();
    arrivals.getOrDefault(sign, List.of()).stream()
        .filter(arrival -> !taken.contains(arrival))
        .forEach(free::add);
    List<Move<D, A>> pairs = new ArrayList<>();
    List<Candidate<D>> single = new ArrayList<>();
    for (Candidate<D> departure : left) {
      Candidate<A> arrival = elsewhere(departure.folder(), free);
      if (arrival == null) {
        single.add(departure);
      } else {
        pairs.add(new Move<>(departure, arrival, sign));
      }
    }
    single.forEach(departure -> exchange(departure, free, pairs, sign));
    for (Move<D, A> move : pairs) {
      gone.add(move.departure());
      taken.add(move.arrival());
    }
    moves.addAll(pairs);
  }

  private @Nullable Candidate<A> elsewhere(FolderName folder, Deque<Candidate<A>> free) {
    for (Candidate<A> arrival : free) {
      if (!arrival.folder().equals(folder)) {
        free.remove(arrival);
        return arrival;
      }
    }
    return null;
  }

  /**
   * What is free now lies in the folder that {@code departure} left: it goes to a pair that has
   * nothing to do with that folder, and {@code departure} takes that pair's arrival.
   */
  private void exchange(
      Candidate<D> departure, Deque<Candidate<A>> free, List<Move<D, A>> pairs, String sign) {
    FolderName folder = departure.folder();
    for (int i = 0; i < pairs.size() && !free.isEmpty(); i++) {
      Move<D, A> pair = pairs.get(i);
      boolean apart =
          !pair.departure().folder().equals(folder) && !pair.arrival().folder().equals(folder);
      if (apart) {
        pairs.set(i, new Move<>(pair.departure(), free.remove(), sign));
        pairs.add(new Move<>(departure, pair.arrival(), sign));
        return;
      }
    }
  }
}
