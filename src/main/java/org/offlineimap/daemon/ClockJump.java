package org.offlineimap.daemon;

import java.time.Duration;
import java.time.Instant;

/**
 * Finds out that the machine slept: the clock on the wall went on, the steady one stood still.
 * Confined to one thread.
 */
final class ClockJump {
  /** What no correction of a clock in use comes near, and any sleep worth noticing exceeds. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(20);

  private Duration offset;

  /** From these times on. */
  ClockJump(Instant wall, Instant steady) {
    this.offset = Duration.between(steady, wall);
  }

  /** Whether the wall clock has gone on without the steady one since the last call. */
  boolean happened(Instant wall, Instant steady) {
    Duration now = Duration.between(steady, wall);
    boolean jumped = now.minus(offset).compareTo(NOTICEABLE) > 0;
    offset = now;
    return jumped;
  }
}
