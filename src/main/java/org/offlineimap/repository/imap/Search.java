package org.offlineimap.repository.imap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Criterion;
import org.offlineimap.repository.RemoteFolder.Facts;

/**
 * Which messages fit, as the server says; but where it does not say it ({@link
 * Quirk#SEARCH_REFUSED}), or samples show that it is wrong ({@link Quirk#SEARCH_WRONG}), by a look
 * at each message. Immutable.
 */
record Search(Criterion wanted, UidSet among, Look look, Consumer<Quirk> met) {
  /** Tells sizes and dates. */
  interface Look {
    void at(UidSet uids, Consumer<Facts> each) throws SyncException;
  }

  private static final int SAMPLES = 8;

  /** RFC 9051 9, {@code date-text}. */
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ROOT);

  /** As the wire wants it. */
  static String criteria(Criterion wanted) {
    return switch (wanted) {
      case Criterion.Since(LocalDate day) -> "SINCE " + DAY.format(day);
      case Criterion.Smaller(long octets) -> "SMALLER " + octets;
    };
  }

  /** Empty is what a server says that does not search. */
  UidSet among(Optional<UidSet> told) throws SyncException {
    Optional<UidSet> found = told.map(uids -> uids.filter(among::contains));
    return found.isPresent() && isLikely(found.get()) ? found.get() : each();
  }

  /** Of those found and of those not found, some are looked at: the lowest and the highest too. */
  private boolean isLikely(UidSet found) throws SyncException {
    UidSet samples = some(found).union(some(among.minus(found)));
    boolean[] wrong = new boolean[1];
    look.at(samples, facts -> wrong[0] |= contradicts(facts, found.contains(facts.uid().value())));
    if (wrong[0]) {
      met.accept(Quirk.SEARCH_WRONG);
    }
    return !wrong[0];
  }

  private static UidSet some(UidSet uids) {
    long[] all = uids.toArray();
    int step = Math.max(1, (all.length - 1) / (SAMPLES - 1));
    NavigableSet<Long> picked = new TreeSet<>();
    for (int i = 0; i < all.length; i += step) {
      picked.add(all[i]);
    }
    if (all.length > 0) {
      picked.add(all[all.length - 1]);
    }
    return set(picked);
  }

  private static UidSet set(NavigableSet<Long> uids) {
    return UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
  }

  /** A server's day is that of its own zone, so one day more or less proves nothing. */
  private boolean contradicts(Facts facts, boolean found) {
    return switch (wanted) {
      case Criterion.Since(LocalDate day) -> {
        Optional<LocalDate> date = facts.internalDate().map(Search::day);
        yield date.isPresent()
            && (found ? date.get().isBefore(day.minusDays(1)) : date.get().isAfter(day));
      }
      case Criterion.Smaller(long octets) -> found != facts.octets() < octets;
    };
  }

  private static LocalDate day(Instant date) {
    return date.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** What tells no date is young enough: it takes part. */
  private UidSet each() throws SyncException {
    NavigableSet<Long> found = new TreeSet<>();
    look.at(
        among,
        facts -> {
          boolean fits =
              switch (wanted) {
                case Criterion.Since(LocalDate day) ->
                    !facts.internalDate().map(Search::day).orElse(LocalDate.MAX).isBefore(day);
                case Criterion.Smaller(long octets) -> facts.octets() < octets;
              };
          if (fits) {
            found.add(facts.uid().value());
          }
        });
    return set(found);
  }
}
