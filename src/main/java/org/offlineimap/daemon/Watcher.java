package org.offlineimap.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteWatch;

/**
 * Keeps one watch up: opens it, passes on what it tells, and opens it anew when it is lost, less
 * and less soon. Confined to one thread.
 */
final class Watcher {
  private static final Duration SOON = Duration.ofMillis(500);

  private final Told told;
  private final RemoteWatch.Opener opener;
  private final Watchers.Listener listener;
  private final InstantSource clock;
  private final Backoff backoff;
  private final IdleInterval interval = new IdleInterval();
  private int failures;

  /** Whose watch it is, over what, and who hears of trouble. */
  record Told(String account, String name, EventSink events) {
    void warn(String text) {
      events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
    }

    void debug(String text) {
      events.accept(
          new SyncEvent.Debug(account, Optional.empty(), "imap", "watch " + name + ": " + text));
    }
  }

  Watcher(
      Told told,
      RemoteWatch.Opener opener,
      Watchers.Listener listener,
      InstantSource clock,
      RandomGenerator chance) {
    this.told = told;
    this.opener = opener;
    this.listener = listener;
    this.clock = clock;
    this.backoff = Backoff.of(Duration.ZERO, chance);
  }

  /** Watches until the thread is interrupted, or until nothing can help. */
  void run() {
    try {
      while (isWorthTrying()) {
        Thread.sleep(failures == 0 ? SOON : backoff.delay(failures));
      }
    } catch (InterruptedException e) {
      // The account is done with; the watch has been closed on the way here.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      told.events().accept(new SyncEvent.Unexpected(told.account(), Optional.empty(), bug));
    }
  }

  /** Watches until the watch is lost; false when it cannot be had. */
  private boolean isWorthTrying() throws InterruptedException {
    try (RemoteWatch watch = opener.open()) {
      failures = 0;
      told.debug("up");
      listener.watching();
      watch(watch);
      return true;
    } catch (SyncException.AccountFailure e) {
      told.warn("Not watching " + told.name() + " any more: " + e.text());
      return false;
    } catch (SyncException e) {
      if (!e.retryable() && e instanceof SyncException.RepositoryFailure) {
        told.warn(e.text());
        return false;
      }
      lost(e);
      return true;
    }
  }

  private void lost(SyncException e) {
    if (failures == 0 && e instanceof SyncException.FolderFailure) {
      told.warn(e.text());
    }
    told.debug("lost: " + e.text());
    failures++;
  }

  private void watch(RemoteWatch watch) throws InterruptedException {
    while (true) {
      Instant begin = clock.instant();
      try {
        RemoteWatch.News news = watch.await(interval.time());
        if (news.isNone()) {
          interval.survived();
        } else {
          listener.changed(news);
        }
      } catch (SyncException e) {
        interval.lost(Duration.between(begin, clock.instant()));
        told.debug("lost: " + e.text());
        return;
      }
    }
  }
}
