package org.offlineimap.imap.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.offlineimap.imap.protocol.Quirk;

/**
 * How a connection behaves.
 *
 * @param name for the reader thread and messages
 * @param greetingTimeout how long the greeting may take
 * @param replyTimeout how long the server may be silent while it owes an answer
 * @param disabledExtensions capabilities, upper case, not to be used
 * @param trace sees the dialogue
 * @param patience what to do when the server wants to be asked later
 * @param quirks told of each quirk once it was met; from any thread, at most once a connection
 */
public record ConnectionOptions(
    String name,
    Duration greetingTimeout,
    Duration replyTimeout,
    Set<String> disabledExtensions,
    Optional<ProtocolTrace> trace,
    Patience patience,
    Consumer<Quirk> quirks) {
  /** Copies the set. */
  public ConnectionOptions {
    disabledExtensions = Set.copyOf(disabledExtensions);
  }

  /** The usual times: one minute for the greeting, five for a reply. */
  public static ConnectionOptions named(String name) {
    return new ConnectionOptions(
        name,
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Set.of(),
        Optional.empty(),
        Patience.NONE,
        _ -> {});
  }

  /** The same with another time limit for greeting and replies. */
  public ConnectionOptions within(Duration limit) {
    return new ConnectionOptions(name, limit, limit, disabledExtensions, trace, patience, quirks);
  }

  /** The same without these extensions, in any case. */
  public ConnectionOptions without(Collection<String> extensions) {
    Set<String> upper =
        extensions.stream().map(each -> each.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    return new ConnectionOptions(
        name, greetingTimeout, replyTimeout, upper, trace, patience, quirks);
  }

  /** The same with this time for a reply, if that is shorter. */
  public ConnectionOptions answeredWithin(Duration time) {
    return new ConnectionOptions(
        name,
        greetingTimeout,
        time.compareTo(replyTimeout) < 0 ? time : replyTimeout,
        disabledExtensions,
        trace,
        patience,
        quirks);
  }

  /** The same with a trace. */
  public ConnectionOptions traced(ProtocolTrace newTrace) {
    return new ConnectionOptions(
        name,
        greetingTimeout,
        replyTimeout,
        disabledExtensions,
        Optional.of(newTrace),
        patience,
        quirks);
  }

  /** The same with this patience. */
  public ConnectionOptions patient(Patience newPatience) {
    return new ConnectionOptions(
        name, greetingTimeout, replyTimeout, disabledExtensions, trace, newPatience, quirks);
  }

  /** The same with someone who is told of quirks. */
  public ConnectionOptions observed(Consumer<Quirk> observer) {
    return new ConnectionOptions(
        name, greetingTimeout, replyTimeout, disabledExtensions, trace, patience, observer);
  }
}
