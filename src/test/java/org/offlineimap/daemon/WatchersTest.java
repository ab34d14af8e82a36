package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteWatch;
import org.offlineimap.repository.RemoteWatch.News;

/** Watches that are kept up, over servers made of queues. */
final class WatchersTest {
  private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final Watchers watchers = new Watchers("A", events::add, new SteadyClock());

  private final Watchers.Listener listener =
      new Watchers.Listener() {
        @Override
        public void watching() {
          heard.add("watching");
        }

        @Override
        public void changed(News news) {
          heard.add(news.everything() ? "everything" : news.folders().toString());
        }
      };

  private final class QueueWatch implements RemoteWatch {
    @Override
    public News await(Duration longest) throws SyncException, InterruptedException {
      Object word = said.take();
      if (word instanceof SyncException failure) {
        throw failure;
      }
      return (News) word;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
  }

  @AfterEach
  void end() {
    watchers.close();
  }

  @Test
  void everyChangeIsPassedOnAgainAndAgain() throws Exception {
    watchers.keep("INBOX", QueueWatch::new, listener);
    assertThat(next()).isEqualTo("watching");
    for (int i = 0; i < 5; i++) {
      said.add(News.NONE);
      said.add(new News(Set.of(FolderName.INBOX), false));
      assertThat(next()).isEqualTo("[INBOX]");
    }
    said.add(News.EVERYTHING);
    assertThat(next()).isEqualTo("everything");
  }

  @Test
  void aLostWatchIsOpenedAnewAndTheGapIsTold() throws Exception {
    watchers.keep("INBOX", QueueWatch::new, listener);
    assertThat(next()).isEqualTo("watching");
    said.add(new SyncException.RepositoryFailure("gone", null, true));
    assertThat(next()).isEqualTo("watching");
    assertThat(closed).hasValue(1);
  }

  @Test
  void aRefusedSignInEndsTheWatchWithAWord() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    watchers.keep(
        "INBOX",
        () -> {
          opened.incrementAndGet();
          throw new SyncException.AccountFailure(
              SyncException.AccountFailure.Kind.AUTH, "wrong password", null);
        },
        listener);
    while (events.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(events.getFirst().toString()).contains("Not watching INBOX", "wrong password");
    assertThat(opened).hasValue(1);
  }

  @Test
  void aServerThatCannotIsNotAskedAgain() throws Exception {
    watchers.keep(
        "INBOX",
        () -> {
          throw new SyncException.RepositoryFailure("does not offer IDLE", null, false);
        },
        listener);
    while (events.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(events.getFirst().toString()).contains("does not offer IDLE");
  }

  @Test
  void closingEndsEveryWatch() throws Exception {
    watchers.keep("a", QueueWatch::new, listener);
    watchers.keep("b", QueueWatch::new, listener);
    next();
    next();
    watchers.close();
    assertThat(closed).hasValue(2);
  }
}
