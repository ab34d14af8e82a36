package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tells a sleep of the machine from a clock that is set. */
final class ClockJumpTest {
  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  @Test
  void timeThatPassesOnBothClocksIsNoSleep() {
    ClockJump jump = new ClockJump(at(1000), at(0));
    assertThat(jump.happened(at(5000), at(4000))).isFalse();
  }

  @Test
  void theWallClockAloneGoingOnIsASleepOnce() {
    ClockJump jump = new ClockJump(at(1000), at(0));
    assertThat(jump.happened(at(4605), at(5))).isTrue();
    assertThat(jump.happened(at(4610), at(10))).isFalse();
  }

  @Test
  void aSmallCorrectionAndAClockSetBackAreNone() {
    ClockJump jump = new ClockJump(at(1000), at(0));
    assertThat(jump.happened(at(1019), at(0))).isFalse();
    assertThat(jump.happened(at(500), at(1))).isFalse();
    assertThat(jump.happened(at(519), at(1))).isFalse();
  }
}
