package org.offlineimap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/** What stands between the engine and a slow terminal. */
final class EventQueueTest {
  private final List<SyncEvent> seen = Collections.synchronizedList(new ArrayList<>());

  private void fail(Throwable cause) {
    throw new AssertionError(cause);
  }

  @Test
  void aConsumerThatThrowsLosesThatEventOnlyAndIsToldOf() {
    List<Throwable> troubles = new ArrayList<>();
    IllegalStateException bug = new IllegalStateException("bug");
    EventQueue queue =
        new EventQueue(
            8,
            event -> {
              if (event.equals(notice(2))) {
                throw bug;
              }
              seen.add(event);
            },
            troubles::add);
    queue.start();
    notices(3).forEach(queue::accept);
    queue.accept(notice(2));
    queue.accept(notice(9));
    queue.close();
    assertThat(seen).containsExactly(notice(0), notice(1), notice(9));
    assertThat(troubles).containsExactly(bug, bug);
  }

  @Test
  void mergesProgressThatNobodyHasSeen() {
    EventQueue queue = new EventQueue(10, seen::add, this::fail);
    queue.accept(progress("A", 1, 10));
    queue.accept(progress("A", 2, 20));
    queue.accept(progress("B", 1, 5));
    queue.accept(notice(1));
    queue.accept(progress("B", 1, 5));
    queue.start();
    queue.close();
    assertThat(seen)
        .containsExactly(progress("A", 3, 30), progress("B", 1, 5), notice(1), progress("B", 1, 5));
  }

  @Test
  void dropsNothingWhenTheConsumerStandsStill() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    EventQueue queue =
        new EventQueue(
            4,
            event -> {
              awaitOpening(gate);
              seen.add(event);
            },
            this::fail);
    queue.start();
    for (int i = 0; i < 20; i++) {
      queue.accept(notice(i));
    }
    gate.countDown();
    queue.close();
    assertThat(seen).hasSize(20).isEqualTo(notices(20));
  }

  @Test
  void keepsTheOrderOfEachProducer() {
    EventQueue queue = new EventQueue(8, seen::add, this::fail);
    queue.start();
    try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int p = 0; p < 4; p++) {
        String account = "P" + p;
        producers.execute(() -> {
          for (int i = 0; i < 500; i++) {
            queue.accept(new SyncEvent.Notice(account, Optional.empty(), "" + i));
          }
        });
      }
    }
    queue.close();
    assertThat(seen).hasSize(2000);
    assertThat(seen.stream().filter(e -> e.account().equals("P2")).map(EventQueueTest::number))
        .isSorted();
  }

  private static int number(SyncEvent event) {
    return event instanceof SyncEvent.Notice n ? Integer.parseInt(n.text()) : -1;
  }

  @Test
  void showsWhatCameBeforeAQuestionAndHoldsBackTheRest() {
    EventQueue queue = new EventQueue(8, seen::add, this::fail);
    queue.start();
    queue.accept(notice(1));
    List<SyncEvent> during =
        queue.paused(() -> {
          queue.accept(notice(2));
          return List.copyOf(seen);
        });
    queue.close();
    assertThat(during).containsExactly(notice(1));
    assertThat(seen).containsExactly(notice(1), notice(2));
  }

  private static void awaitOpening(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SyncEvent progress(String folder, long messages, long octets) {
    return new SyncEvent.Progress("T", new FolderName(folder), messages, octets);
  }

  private static SyncEvent notice(int number) {
    return new SyncEvent.Notice("", Optional.empty(), "" + number);
  }

  private static List<SyncEvent> notices(int count) {
    List<SyncEvent> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(notice(i));
    }
    return all;
  }
}
