package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.Result.Outcome;
import org.offlineimap.event.SyncEvent;

/** Failure beats the guard, the guard beats UIDVALIDITY. */
final class ExitStatusTest {
  @Test
  void takesTheFirstThatApplies() {
    assertThat(after(Outcome.OK, Outcome.INTERRUPTED)).isZero();
    assertThat(after(Outcome.OK, Outcome.UIDVALIDITY, Outcome.OK)).isEqualTo(2);
    assertThat(after(Outcome.GUARD, Outcome.UIDVALIDITY)).isEqualTo(3);
    assertThat(after(Outcome.UIDVALIDITY, Outcome.GUARD)).isEqualTo(3);
    assertThat(after(Outcome.PARTIAL, Outcome.GUARD, Outcome.OK)).isEqualTo(1);
  }

  @Test
  void neverCallsARunWithAnErrorASuccess() {
    ExitStatus status = new ExitStatus();
    status.accept(new SyncEvent.Unexpected("A", Optional.empty(), new IllegalStateException()));
    assertThat(status.value()).isEqualTo(1);
  }

  private static int after(Outcome... outcomes) {
    ExitStatus status = new ExitStatus();
    for (Outcome outcome : outcomes) {
      Result result = new Result(outcome, Result.Counts.NONE, Duration.ZERO);
      status.accept(new SyncEvent.AccountFinished("A", result));
    }
    return status.value();
  }
}
