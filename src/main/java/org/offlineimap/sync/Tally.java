package org.offlineimap.sync;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.offlineimap.event.Result;

/** Counts what a pass did and what befell it. Thread-safe. */
final class Tally {
  private final Map<Done, Long> counts = new EnumMap<>(Done.class);
  private final Set<Result.Outcome> met = EnumSet.noneOf(Result.Outcome.class);

  private boolean full;

  /** What is counted. */
  enum Done {
    DOWNLOADED,
    UPLOADED,
    MOVED,
    DELETED_LOCAL,
    DELETED_REMOTE,
    FLAGS,
    ADOPTED,
    WITHHELD
  }

  synchronized void add(Done what, long messages) {
    counts.merge(what, messages, Long::sum);
  }

  /** Something happened that decides how the pass ends. */
  synchronized void met(Result.Outcome outcome) {
    met.add(outcome);
  }

  /** The server has no room for messages any more; returns whether that is new. */
  synchronized boolean full() {
    boolean before = full;
    full = true;
    return !before;
  }

  synchronized boolean isFull() {
    return full;
  }

  synchronized long of(Done what) {
    return counts.getOrDefault(what, 0L);
  }

  /** The first that applies of: failed, withheld, UIDVALIDITY, interrupted, fine (beyond 1). */
  synchronized Result.Outcome outcome() {
    return met.stream().min((a, b) -> Integer.compare(rank(a), rank(b))).orElse(Result.Outcome.OK);
  }

  private static int rank(Result.Outcome outcome) {
    return switch (outcome) {
      case AUTH, TLS, CONFIG, LOCKED, THROTTLED -> 0;
      case PARTIAL -> 1;
      case GUARD -> 2;
      case UIDVALIDITY -> 3;
      case INTERRUPTED -> 4;
      case OK -> 5;
    };
  }
}
