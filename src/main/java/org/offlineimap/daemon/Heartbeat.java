package org.offlineimap.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the service manager again and again that the program is alive, as long as what rules its
 * accounts can be got hold of. One thread of its own until it is closed; none where nobody asks.
 */
public final class Heartbeat implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  private Heartbeat() {}

  /** Starts, if {@code manager} wants it. */
  public static Heartbeat start(RunControl control, ServiceManager manager) {
    Heartbeat heartbeat = new Heartbeat();
    Optional<Duration> every = manager.aliveEvery();
    every.ifPresent(time ->
        Thread.ofPlatform()
            .daemon()
            .name("heartbeat")
            .start(() -> heartbeat.run(control, manager, Math.max(1, time.toMillis()))));
    return heartbeat;
  }

  private void run(RunControl control, ServiceManager manager, long millis) {
    try {
      do {
        control.touch();
        manager.alive();
      } while (!closed.await(millis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
