package org.offlineimap.cli;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.Result.Outcome;
import org.offlineimap.event.SyncEvent;

/**
 * One account's passes: one, or one after the other with {@code autorefresh}. A slot is held during
 * a pass and not during the sleep, so that no account waits for ever. Confined to one thread.
 */
final class AccountLoop {
  /** What no later pass would make better. */
  private static final Set<Outcome> HOPELESS =
      EnumSet.of(Outcome.AUTH, Outcome.TLS, Outcome.CONFIG);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AccountConfig account;
  private final AccountPass pass;
  private final Semaphore slots;
  private final EventSink events;
  private final Stop stop;

  AccountLoop(
      AccountConfig account, AccountPass pass, Semaphore slots, EventSink events, Stop stop) {
    this.account = account;
    this.pass = pass;
    this.slots = slots;
    this.events = events;
    this.stop = stop;
  }

  /** Runs every pass. The caller has taken a slot for the first one; all are given back. */
  void run() {
    boolean again;
    do {
      long wakeUps = stop.wakeUps();
      again = refreshes(passAndRelease()) && sleep(wakeUps);
      if (again) {
        slots.acquireUninterruptibly();
      }
    } while (again);
  }

  private Optional<Result> passAndRelease() {
    try {
      return Optional.of(pass.run(account));
    } catch (RuntimeException | Error bug) {
      // Not a state of mail: told as what it is, and the other accounts go on.
      events.accept(new SyncEvent.Unexpected(account.name(), Optional.empty(), bug));
      return Optional.empty();
    } finally {
      slots.release();
    }
  }

  private boolean refreshes(Optional<Result> result) {
    return account.autorefreshMinutes() > 0
        && !stop.isEnding()
        && result.map(Result::outcome).filter(HOPELESS::contains).isEmpty();
  }

  /** Whether another pass follows. */
  private boolean sleep(long wakeUps) {
    Duration left = Duration.ofMillis(Math.round(account.autorefreshMinutes() * 60_000));
    while (left.isPositive()) {
      events.accept(new SyncEvent.Waiting(account.name(), left));
      Duration step = left.compareTo(MINUTE) < 0 ? left : MINUTE;
      if (!stop.sleep(step, wakeUps)) {
        return !stop.isEnding();
      }
      left = left.minus(step);
    }
    return !stop.isEnding();
  }
}
