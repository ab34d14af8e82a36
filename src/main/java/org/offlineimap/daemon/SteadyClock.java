package org.offlineimap.daemon;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that starts right and then only counts: nobody can set it, and it stands still while the
 * machine sleeps. Immutable.
 */
public final class SteadyClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long origin = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - origin);
  }
}
