package org.offlineimap.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.Patience;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.status.ServerRests;

/**
 * Waits up to a minute when a server wants that, and remembers longer times for the next runs
 * (reference: beyond 4). Thread-safe.
 */
final class ServerPatience implements Patience {
  private static final Duration BEARABLE = Duration.ofSeconds(60);

  private final String account;
  private final ServerRests rests;
  private final RunControl control;
  private final EventSink events;
  private final InstantSource clock;

  ServerPatience(
      String account,
      ServerRests rests,
      RunControl control,
      EventSink events,
      InstantSource clock) {
    this.account = account;
    this.rests = rests;
    this.control = control;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> obey(Duration wait, String words) {
    Instant until = clock.instant().plus(wait);
    if (wait.compareTo(BEARABLE) <= 0) {
      tell("The server wants to be asked again in " + seconds(wait) + " s: " + words);
      return control.sleep(wait) ? Optional.empty() : Optional.of(until);
    }
    try {
      rests.note(clock.instant(), new ServerRests.Rest(until, words));
    } catch (IOException e) {
      tell("It could not be recorded that the server wants a rest: " + e);
    }
    return Optional.of(until);
  }

  private static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }

  /** Throws while the server wants to be left alone because of an earlier run. */
  void check() throws AccountFailure {
    try {
      Optional<ServerRests.Rest> rest = rests.at(clock.instant());
      if (rest.isPresent()) {
        throw new AccountFailure(
            AccountFailure.Kind.THROTTLED,
            "not connected: until %s the server wants no more of us: %s"
                .formatted(shown(rest.get().until()), rest.get().words()),
            null);
      }
    } catch (IOException e) {
      tell("It cannot be read whether the server wants a rest: " + e);
    }
  }

  private static String shown(Instant until) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .format(until.atZone(ZoneId.systemDefault()));
  }

  private void tell(String text) {
    events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
