package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.daemon.PassRequest.Mode;
import org.offlineimap.daemon.Schedule.Next;
import org.offlineimap.daemon.Schedule.Source;
import org.offlineimap.mail.FolderName;

/** When what is done, without a clock. */
final class ScheduleTest {
  private static final Duration FOUR_MINUTES = Duration.ofMinutes(4);
  private static final FolderName INBOX = FolderName.INBOX;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private Schedule schedule(Duration interval, int quick) {
    return new Schedule(interval, quick, Backoff.of(interval, new Random(7)));
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  private PassRequest pass(Schedule schedule) {
    return switch (schedule.next(now)) {
      case Next.Pass(var request) -> request;
      case Next.Wait wait -> throw new AssertionError(wait);
      case Next.End end -> throw new AssertionError(end);
    };
  }

  private Duration wait(Schedule schedule) {
    return switch (schedule.next(now)) {
      case Next.Wait(Instant until) -> Duration.between(now, until);
      case Next.Pass pass -> throw new AssertionError(pass);
      case Next.End end -> throw new AssertionError(end);
    };
  }

  private void run(Schedule schedule, Verdict verdict) {
    schedule.ended(pass(schedule), verdict, now);
  }

  private List<Mode> modes(Schedule schedule, int passes) {
    List<Mode> modes = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      PassRequest request = pass(schedule);
      modes.add(request.mode());
      schedule.ended(request, Verdict.DONE, now);
      passes(FOUR_MINUTES);
    }
    return modes;
  }

  // ---- autorefresh ----

  @Test
  void withoutAutorefreshThereIsOnePassWhateverComesOfIt() {
    for (Verdict verdict : Verdict.values()) {
      Schedule once = schedule(Duration.ZERO, 0);
      run(once, verdict);
      assertThat(once.next(now)).isInstanceOf(Next.End.class);
    }
  }

  @Test
  void theTimeCountsFromTheEndOfThePassAndKeepsItsFractions() {
    Schedule schedule = schedule(Duration.ofMillis(150_030), 0);
    PassRequest request = pass(schedule);
    passes(Duration.ofMinutes(10));
    schedule.ended(request, Verdict.DONE, now);
    assertThat(wait(schedule)).isEqualTo(Duration.ofMillis(150_030));
    passes(Duration.ofMillis(150_029));
    assertThat(wait(schedule)).isEqualTo(Duration.ofMillis(1));
    passes(Duration.ofMillis(1));
    assertThat(pass(schedule).folders().whole()).isTrue();
  }

  @Test
  void aSleepLongerThanTheMachineKnowsEndsAtOnceAfterwards() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.resumed(now);
    assertThat(pass(schedule).mode()).isEqualTo(Mode.FULL);
  }

  // ---- quick ----

  @Test
  void quickCountsOneFullPassAndThenSoManyQuickOnes() {
    assertThat(modes(schedule(FOUR_MINUTES, 2), 7))
        .containsExactly(
            Mode.FULL, Mode.QUICK, Mode.QUICK, Mode.FULL, Mode.QUICK, Mode.QUICK, Mode.FULL);
    assertThat(modes(schedule(FOUR_MINUTES, 0), 3)).containsOnly(Mode.FULL);
    assertThat(modes(schedule(FOUR_MINUTES, -1), 3)).containsOnly(Mode.QUICK);
  }

  @Test
  void aWakeUpMakesThePassFullAndTheCountBeginsAgain() {
    Schedule schedule = schedule(FOUR_MINUTES, 2);
    modes(schedule, 2);
    schedule.wake();
    assertThat(modes(schedule, 3)).containsExactly(Mode.FULL, Mode.QUICK, Mode.QUICK);
  }

  @Test
  void aFullPassThatFailedIsFullAgain() {
    Schedule schedule = schedule(FOUR_MINUTES, 5);
    run(schedule, Verdict.TRANSIENT);
    passes(FOUR_MINUTES);
    assertThat(pass(schedule).mode()).isEqualTo(Mode.FULL);
  }

  // ---- "If sent a SIGUSR1 it will abort any current (or next future) sleep of all accounts that
  // are configured to autorefresh. In effect, this will trigger a full sync" ----

  @Test
  void wakingAbortsTheCurrentSleep() {
    Schedule schedule = schedule(FOUR_MINUTES, -1);
    run(schedule, Verdict.DONE);
    passes(Duration.ofSeconds(1));
    schedule.wake();
    PassRequest request = pass(schedule);
    assertThat(request.mode()).isEqualTo(Mode.FULL);
    assertThat(request.patient()).isFalse();
  }

  @Test
  void wakingDuringAPassAbortsTheNextSleepOnly() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    PassRequest request = pass(schedule);
    schedule.wake();
    schedule.wake();
    schedule.ended(request, Verdict.DONE, now);
    run(schedule, Verdict.DONE);
    assertThat(wait(schedule)).isEqualTo(FOUR_MINUTES);
  }

  @Test
  void wakingChangesNothingForAnAccountWithoutAutorefresh() {
    Schedule schedule = schedule(Duration.ZERO, 0);
    PassRequest request = pass(schedule);
    schedule.wake();
    schedule.ended(request, Verdict.DONE, now);
    assertThat(schedule.next(now)).isInstanceOf(Next.End.class);
  }

  @Test
  void wakingDoesNotWaitForTheEndOfABackOff() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.TRANSIENT);
    schedule.wake();
    assertThat(pass(schedule).mode()).isEqualTo(Mode.FULL);
  }

  // ---- "it will stop autorefresh mode ... abort any current sleep and will exit after a
  // currently running synchronization has finished" ----

  @Test
  void endingAbortsTheCurrentSleep() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.end();
    assertThat(schedule.next(now)).isInstanceOf(Next.End.class);
  }

  @Test
  void endingDuringAPassLetsItFinishAndNoOtherBegin() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    PassRequest request = pass(schedule);
    schedule.wake();
    schedule.end();
    schedule.ended(request, Verdict.DONE, now);
    assertThat(schedule.next(now)).isInstanceOf(Next.End.class);
  }

  // ---- failures ----

  @Test
  void transientFailuresAreRetriedForEverLessAndLessOften() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      run(schedule, Verdict.TRANSIENT);
      Duration wait = wait(schedule);
      waits.add(wait.toSeconds());
      passes(wait);
    }
    assertThat(waits.getFirst()).isBetween(7L, 13L);
    assertThat(waits.get(1)).isBetween(15L, 25L);
    assertThat(waits.subList(10, 100)).allMatch(s -> s >= 225 && s <= 375);
    assertThat(Set.copyOf(waits)).hasSizeGreaterThan(20);
  }

  @Test
  void aSuccessEndsTheBackOff() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.TRANSIENT);
    passes(FOUR_MINUTES);
    run(schedule, Verdict.DONE);
    assertThat(wait(schedule)).isEqualTo(FOUR_MINUTES);
    passes(FOUR_MINUTES);
    run(schedule, Verdict.TRANSIENT);
    assertThat(wait(schedule).toSeconds()).isBetween(7L, 13L);
  }

  @Test
  void aServerThatAnswersAgainEndsTheBackOffToo() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.reachable(now);
    assertThat(wait(schedule)).isEqualTo(FOUR_MINUTES);
    passes(FOUR_MINUTES);
    run(schedule, Verdict.TRANSIENT);
    schedule.reachable(now);
    assertThat(pass(schedule).folders().whole()).isTrue();
  }

  @Test
  void aWrongPasswordEndsTheAccount() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.HOPELESS);
    schedule.wake();
    assertThat(schedule.next(now)).isInstanceOf(Next.End.class);
  }

  // ---- push ----

  @Test
  void changesAreDebouncedAndComeTogether() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.changed(Source.SERVER, Optional.of(INBOX), now);
    schedule.changed(Source.DISK, Optional.of(new FolderName("Sent")), now);
    passes(Duration.ofMillis(100));
    schedule.changed(Source.SERVER, Optional.of(INBOX), now);
    passes(Duration.ofMillis(50));
    assertThat(pass(schedule).folders().local()).containsExactly(new FolderName("Sent"));
    passes(Duration.ofMillis(100));
    PassRequest request = pass(schedule);
    assertThat(request.mode()).isEqualTo(Mode.IDLE);
    assertThat(request.folders().remote()).containsExactly(INBOX);
    assertThat(request.told()).isTrue();
  }

  @Test
  void changesThatComeOneRightAfterTheOtherMakeOnePass() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    for (int i = 0; i < 40; i++) {
      schedule.changed(Source.DISK, Optional.of(new FolderName("F" + i)), now);
      passes(Duration.ofMillis(1));
    }
    assertThat(wait(schedule)).isEqualTo(Duration.ofMillis(110));
    passes(Duration.ofMillis(110));
    assertThat(pass(schedule).folders().local()).hasSize(40);
  }

  @Test
  void aStreamOfChangesIsNotPutOffForEver() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    for (int i = 0; i < 10; i++) {
      schedule.changed(Source.SERVER, Optional.of(INBOX), now);
      passes(Duration.ofMillis(100));
    }
    assertThat(pass(schedule).folders().remote()).containsExactly(INBOX);
  }

  @Test
  void aPushMovesNoRefreshAndWorksAgainAndAgain() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    for (int i = 0; i < 5; i++) {
      schedule.changed(Source.SERVER, Optional.of(INBOX), now);
      passes(Duration.ofSeconds(1));
      run(schedule, Verdict.DONE);
    }
    assertThat(wait(schedule)).isEqualTo(FOUR_MINUTES.minusSeconds(5));
  }

  @Test
  void aPushDuringARunningPassIsNotLost() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    PassRequest refresh = pass(schedule);
    schedule.changed(Source.SERVER, Optional.of(INBOX), now);
    passes(Duration.ofSeconds(1));
    schedule.ended(refresh, Verdict.DONE, now);
    assertThat(pass(schedule).folders().remote()).containsExactly(INBOX);
  }

  @Test
  void aRefreshThatIsDueTakesThePushesWithIt() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.changed(Source.SERVER, Optional.of(INBOX), now);
    passes(FOUR_MINUTES);
    run(schedule, Verdict.DONE);
    assertThat(wait(schedule)).isEqualTo(FOUR_MINUTES);
  }

  @Test
  void aPushThatFailedIsTriedAgainAfterABackOff() {
    Schedule schedule = schedule(FOUR_MINUTES, 0);
    run(schedule, Verdict.DONE);
    schedule.changed(Source.DISK, Optional.of(INBOX), now);
    passes(Duration.ofSeconds(1));
    run(schedule, Verdict.TRANSIENT);
    Duration wait = wait(schedule);
    assertThat(wait.toSeconds()).isBetween(7L, 13L);
    passes(wait);
    assertThat(pass(schedule).folders().local()).containsExactly(INBOX);
  }
}
