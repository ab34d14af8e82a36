package org.offlineimap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.Result.Counts;
import org.offlineimap.event.Result.Outcome;

/** The one line that a person reads. */
final class SummaryTest {
  @Test
  void namesEverythingThatWasDone() {
    Counts counts = new Counts(12, 1, 2, 3, 4, 1, 5, 60, 1, 1_234_567, 999, 7);
    assertThat(Summary.line("T", new Result(Outcome.GUARD, counts, Duration.ofMillis(1490))))
        .isEqualTo(
            "T: guard: 12 downloaded, 1 uploaded, 2 moved, 5 adopted, 3 deleted here, 4 deleted on"
                + " the server, 1 flag changed, 60 deletions withheld, 1 in quarantine; 1.2 MB"
                + " down, 999 B up, 7 turnarounds, 1.4 s");
  }

  @Test
  void scalesOctetsByThousands() {
    assertThat(Summary.octets(0)).isEqualTo("0 B");
    assertThat(Summary.octets(1000)).isEqualTo("1.0 kB");
    assertThat(Summary.octets(3_500_000_000L)).isEqualTo("3.5 GB");
  }

  @Test
  void tellsLongTimesInMinutes() {
    assertThat(Summary.seconds(Duration.ofSeconds(150))).isEqualTo("2 min 30 s");
  }
}
