package org.offlineimap.daemon;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after so many failures in a row: 10 s, doubled each time up to a limit, and a
 * quarter more or less by chance, so that a server that comes back does not meet all its clients at
 * once. Thread-safe where its generator is.
 *
 * @param limit the longest wait, before chance
 * @param chance where chance comes from
 */
public record Backoff(Duration limit, RandomGenerator chance) {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LEAST_LIMIT = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 20;

  /** For an account refreshed at this interval: up to the interval, but at least five minutes. */
  public static Backoff of(Duration interval, RandomGenerator chance) {
    return new Backoff(interval.compareTo(LEAST_LIMIT) > 0 ? interval : LEAST_LIMIT, chance);
  }

  /** The wait after the {@code failures}-th failure in a row, from 1. */
  public Duration delay(int failures) {
    Duration doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, DOUBLINGS));
    Duration capped = doubled.compareTo(limit) < 0 ? doubled : limit;
    return Duration.ofMillis(Math.round(capped.toMillis() * (0.75 + chance.nextDouble() / 2)));
  }
}
