package org.offlineimap.imap.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a connection behaves.
 *
 * @param name for the reader thread and messages
 * @param greetingTimeout how long the greeting may take
 * @param replyTimeout how long the server may be silent while it owes an answer
 * @param disabledExtensions capabilities, upper case, not to be used
 * @param trace sees the dialogue
 */
public record ConnectionOptions(
    String name,
    Duration greetingTimeout,
    Duration replyTimeout,
    Set<String> disabledExtensions,
    Optional<ProtocolTrace> trace) {
  /** Copies the set. */
  public ConnectionOptions {
    disabledExtensions = Set.copyOf(disabledExtensions);
  }

  /** The usual times: one minute for the greeting, five for a reply. */
  public static ConnectionOptions named(String name) {
    return new ConnectionOptions(
        name, Duration.ofMinutes(1), Duration.ofMinutes(5), Set.of(), Optional.empty());
  }

  /** The same with a trace. */
  public ConnectionOptions traced(ProtocolTrace newTrace) {
    return new ConnectionOptions(
        name, greetingTimeout, replyTimeout, disabledExtensions, Optional.of(newTrace));
  }
}
