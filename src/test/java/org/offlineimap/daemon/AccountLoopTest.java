package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.daemon.PassRequest.Mode;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/** An account's loop on a thread of its own, with passes that the test ends. */
final class AccountLoopTest {
  private final RunControl control = new RunControl();
  private final Semaphore slots = new Semaphore(1, true);
  private final BlockingQueue<SyncEvent> events = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Passes that have begun, and the word that ends each. */
  private static class Passes implements AccountLoop.Work {
    final BlockingQueue<PassRequest> begun = new LinkedBlockingQueue<>();
    final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
    final BlockingQueue<String> signs = new LinkedBlockingQueue<>();
    Optional<Duration> every = Optional.empty();
    final BlockingQueue<PassRequest> asked = new LinkedBlockingQueue<>();
    volatile boolean news = true;

    @Override
    public Verdict pass(PassRequest request) {
      begun.add(request);
      try {
        return verdicts.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean isNews(PassRequest request) {
      asked.add(request);
      return news;
    }

    @Override
    public Optional<Duration> keepAliveEvery() {
      return every;
    }

    @Override
    public void keepAlive() {
      signs.add("alive");
    }

    PassRequest next() throws InterruptedException {
      PassRequest request = begun.poll(60, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      return request;
    }
  }

  private Passes start(String account, Duration interval) {
    return start(account, interval, new Passes());
  }

  private Passes start(String account, Duration interval, Passes passes) {
    Schedule schedule = new Schedule(interval, 0, Backoff.of(interval, new Random(1)));
    Desk desk = new Desk(schedule, new SteadyClock());
    control.open(account, desk);
    AccountLoop loop = new AccountLoop(account, desk, passes, slots, events::add);
    threads.add(
        Thread.ofVirtual()
            .start(() -> {
              slots.acquireUninterruptibly();
              loop.run();
            }));
    return passes;
  }

  private void allEnd() throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  @AfterEach
  void end() {
    control.raise();
    threads.forEach(Thread::interrupt);
  }

  @Test
  void aSleepingAccountIsWokenAtOnceAndPassesInFull() throws Exception {
    Passes passes = start("A", Duration.ofDays(1));
    passes.verdicts.add(Verdict.DONE);
    passes.next();
    control.wake();
    assertThat(passes.next().mode()).isEqualTo(Mode.FULL);
  }

  @Test
  void everySleepingAccountIsWoken() throws Exception {
    Passes first = start("A", Duration.ofDays(1));
    first.verdicts.add(Verdict.DONE);
    first.next();
    Passes second = start("B", Duration.ofDays(1));
    second.verdicts.add(Verdict.DONE);
    second.next();
    control.wake();
    first.verdicts.add(Verdict.DONE);
    second.verdicts.add(Verdict.DONE);
    assertThat(first.next().mode()).isEqualTo(Mode.FULL);
    assertThat(second.next().mode()).isEqualTo(Mode.FULL);
  }

  @Test
  void oneAccountCanBeWokenAlone() throws Exception {
    Passes first = start("A", Duration.ofDays(1));
    first.verdicts.add(Verdict.DONE);
    first.next();
    Passes second = start("B", Duration.ofDays(1));
    second.verdicts.add(Verdict.DONE);
    second.next();
    control.wake("B");
    second.next();
    assertThat(first.begun).isEmpty();
    second.verdicts.add(Verdict.DONE);
  }

  @Test
  void finishingEndsASleepingAccountAtOnceAndARunningOneAfterItsPass() throws Exception {
    Passes passes = start("A", Duration.ofDays(1));
    passes.next();
    control.finish();
    assertThat(control.raised()).isFalse();
    passes.verdicts.add(Verdict.DONE);
    allEnd();
    assertThat(passes.begun).isEmpty();
  }

  @Test
  void stoppingEndsEverySleepAtOnce() throws Exception {
    Passes passes = start("A", Duration.ofDays(1));
    passes.verdicts.add(Verdict.DONE);
    passes.next();
    assertThat(control.raise()).isTrue();
    assertThat(control.raise()).isFalse();
    allEnd();
    assertThat(control.raised()).isTrue();
  }

  @Test
  void anAccountThatComesLateToAnEndDoesNotBegin() throws Exception {
    control.finish();
    Passes passes = start("A", Duration.ofDays(1));
    allEnd();
    assertThat(passes.begun).isEmpty();
  }

  @Test
  void asleepItLeavesItsSlotToAnother() throws Exception {
    Passes first = start("A", Duration.ofDays(1));
    first.next();
    Passes second = start("B", Duration.ofDays(1));
    assertThat(second.begun).isEmpty();
    first.verdicts.add(Verdict.DONE);
    second.next();
    second.verdicts.add(Verdict.DONE);
  }

  @Test
  void aPushIsAPassOfItsOwn() throws Exception {
    Passes passes = new Passes();
    Duration day = Duration.ofDays(1);
    Desk desk = new Desk(new Schedule(day, 0, Backoff.of(day, new Random(1))), new SteadyClock());
    control.open("A", desk);
    AccountLoop loop = new AccountLoop("A", desk, passes, slots, events::add);
    slots.acquireUninterruptibly();
    threads.add(Thread.ofVirtual().start(loop::run));
    passes.next();
    desk.changed(Schedule.Source.SERVER, Optional.of(FolderName.INBOX));
    passes.verdicts.add(Verdict.DONE);
    assertThat(passes.next().mode()).isEqualTo(Mode.IDLE);
    passes.verdicts.add(Verdict.DONE);
    desk.changed(Schedule.Source.DISK, Optional.of(FolderName.INBOX));
    assertThat(passes.next().told()).isFalse();
    passes.verdicts.add(Verdict.DONE);
  }

  @Test
  void whatIsNoNewsStartsNoPassAndIsNotTold() throws Exception {
    Passes passes = new Passes();
    Duration day = Duration.ofDays(1);
    Desk desk = new Desk(new Schedule(day, 0, Backoff.of(day, new Random(1))), new SteadyClock());
    control.open("A", desk);
    AccountLoop loop = new AccountLoop("A", desk, passes, slots, events::add);
    slots.acquireUninterruptibly();
    threads.add(Thread.ofVirtual().start(loop::run));
    passes.next();
    passes.news = false;
    passes.verdicts.add(Verdict.DONE);
    desk.changed(Schedule.Source.SERVER, Optional.of(FolderName.INBOX));
    assertThat(passes.asked.poll(60, TimeUnit.SECONDS)).isNotNull();
    // What the disk tells is never asked about.
    desk.changed(Schedule.Source.DISK, Optional.of(FolderName.INBOX));
    assertThat(passes.next().folders().local()).containsExactly(FolderName.INBOX);
    assertThat(passes.asked).isEmpty();
    assertThat(events)
        .containsExactly(
            new SyncEvent.Waiting("A", day), new SyncEvent.Waiting("A", Duration.ZERO));
    passes.verdicts.add(Verdict.DONE);
  }

  @Test
  void aBugIsToldAndTheAccountGoesOn() throws Exception {
    Passes passes =
        start(
            "A",
            Duration.ofMillis(1),
            new Passes() {
              @Override
              public Verdict pass(PassRequest request) {
                super.pass(request);
                throw new IllegalStateException("bug");
              }
            });
    passes.verdicts.add(Verdict.DONE);
    passes.next();
    control.wake();
    passes.next();
    assertThat(events).anyMatch(event -> event instanceof SyncEvent.Unexpected);
    passes.verdicts.add(Verdict.DONE);
  }

  @Test
  void aSignOfLifeIsSentInTheSleepAndOnlyThere() throws Exception {
    Passes passes = new Passes();
    passes.every = Optional.of(Duration.ofMillis(20));
    start("A", Duration.ofDays(1), passes);
    passes.next();
    assertThat(passes.signs).isEmpty();
    passes.verdicts.add(Verdict.DONE);
    assertThat(passes.signs.poll(60, TimeUnit.SECONDS)).isEqualTo("alive");
    assertThat(passes.signs.poll(60, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  @Test
  void theSleepIsToldAtItsBeginningAndItsEnd() throws Exception {
    Passes passes = start("A", Duration.ofMinutes(4));
    passes.verdicts.add(Verdict.DONE);
    passes.next();
    assertThat(events.poll(60, TimeUnit.SECONDS))
        .isEqualTo(new SyncEvent.Waiting("A", Duration.ofMinutes(4)));
    control.wake();
    passes.next();
    assertThat(events.poll(60, TimeUnit.SECONDS))
        .isEqualTo(new SyncEvent.Waiting("A", Duration.ZERO));
    passes.verdicts.add(Verdict.DONE);
  }
}
