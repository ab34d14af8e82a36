package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What signals do to an account that sleeps. */
final class StopTest {
  private static final Duration LONG = Duration.ofDays(1);
  private final Stop stop = new Stop();

  @Test
  void onlyTheFirstWishToStopIsTheFirst() {
    assertThat(stop.raise()).isTrue();
    assertThat(stop.raise()).isFalse();
    assertThat(stop.raised()).isTrue();
  }

  @Test
  void aStopEndsTheSleep() {
    Thread.ofVirtual().start(stop::raise);
    assertThat(stop.sleep(LONG, 0)).isFalse();
    assertThat(stop.isEnding()).isTrue();
  }

  @Test
  void finishingEndsTheSleepButNotThePass() {
    Thread.ofVirtual().start(stop::finish);
    assertThat(stop.sleep(LONG, 0)).isFalse();
    assertThat(stop.isEnding()).isTrue();
    assertThat(stop.raised()).isFalse();
  }

  @Test
  void aWakeUpDuringAPassSkipsTheNextSleepOnly() {
    long before = stop.wakeUps();
    stop.wake();
    assertThat(stop.sleep(LONG, before)).isFalse();
    assertThat(stop.isEnding()).isFalse();
    assertThat(stop.sleep(Duration.ofMillis(1), stop.wakeUps())).isTrue();
  }
}
