package org.offlineimap.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;

/**
 * Looks at the clocks every few seconds and tells the run when the machine has slept. One thread of
 * its own, until it is closed.
 */
public final class ClockWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final CountDownLatch closed = new CountDownLatch(1);

  private ClockWatch() {}

  /** Starts to look. */
  public static ClockWatch start(RunControl control, InstantSource steady, EventSink events) {
    ClockWatch watch = new ClockWatch();
    ClockJump jump = new ClockJump(InstantSource.system().instant(), steady.instant());
    Thread.ofPlatform()
        .daemon()
        .name("clock watch")
        .start(() -> {
          try {
            while (!watch.closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
              if (jump.happened(InstantSource.system().instant(), steady.instant())) {
                events.accept(
                    new SyncEvent.Notice(
                        "",
                        java.util.Optional.empty(),
                        "The machine has slept: all connections are made anew"));
                control.resumed();
              }
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return watch;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
