package org.offlineimap.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which messages take part at all (reference: synchronisation 8). What is outside is not copied,
 * flagged or deleted, and not taken for gone (rule R1). Immutable.
 *
 * @param maxAge from when on
 * @param startDate the remote repository's option of that name
 * @param localStart the local repository's one
 * @param maxOctets the largest size
 */
public record Window(
    Optional<Begin> maxAge,
    Optional<LocalDate> startDate,
    Optional<LocalDate> localStart,
    OptionalLong maxOctets) {
  /** Everything takes part. */
  public static final Window NONE =
      new Window(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

  /** Where an age begins. */
  public sealed interface Begin {
    /** So many times 24 hours ago. */
    record DaysAgo(int days) implements Begin {}

    /** That day. */
    record Day(LocalDate date) implements Begin {}

    /** The instant, seen from {@code now}. */
    default Instant at(Instant now) {
      return switch (this) {
        case DaysAgo(int days) -> now.minus(Duration.ofDays(days));
        case Day(LocalDate date) -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
      };
    }
  }

  boolean isOpen() {
    return !byAge() && maxOctets.isEmpty();
  }

  /** All of it, as one string that differs where windows differ. */
  String text() {
    return "Window[maxAge="
        + maxAge
        + ", startDate="
        + startDate
        + ", localStart="
        + localStart
        + ", maxOctets="
        + maxOctets
        + "]";
  }

  /** Whether age matters, so that a quick pass cannot tell by numbers what changed. */
  boolean byAge() {
    return maxAge.isPresent() || startDate.isPresent() || localStart.isPresent();
  }
}
