package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a watching connection rests. */
final class IdleIntervalTest {
  private final IdleInterval interval = new IdleInterval();

  @Test
  void growsWhileTheConnectionSurvivesButStaysUnder29Minutes() {
    assertThat(interval.time()).isEqualTo(Duration.ofMinutes(9));
    for (int i = 0; i < 10; i++) {
      interval.survived();
    }
    assertThat(interval.time()).isEqualTo(Duration.ofMinutes(28));
  }

  @Test
  void shrinksToHalfOfWhatWasNotSurvived() {
    interval.lost(Duration.ofMinutes(9));
    assertThat(interval.time()).isEqualTo(Duration.ofSeconds(270));
    for (int i = 0; i < 10; i++) {
      interval.lost(interval.time());
    }
    assertThat(interval.time()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aLossRightAfterConnectingSaysNothingAboutResting() {
    interval.lost(Duration.ofSeconds(3));
    assertThat(interval.time()).isEqualTo(Duration.ofMinutes(9));
  }
}
