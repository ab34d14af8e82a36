package org.offlineimap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for what another thread or process does, looking every millisecond. Safe for any thread.
 */
public final class Eventually {
  private Eventually() {}

  /** Waits until it is so, and fails when it is not within {@code limit}. */
  public static void within(Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(end);
      Thread.sleep(1);
    }
  }
}
