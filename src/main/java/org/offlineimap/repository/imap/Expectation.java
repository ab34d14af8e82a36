package org.offlineimap.repository.imap;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.offlineimap.imap.wire.Pace;
import org.offlineimap.repository.imap.ImapSettings.SlowLine;

/**
 * What is still to be fetched, and so whether a slow connection is worth compressing: each message
 * counts as much as those that came took. Thread-safe.
 */
final class Expectation {
  /** Octets that tell how fast a line is. */
  private static final long TELLING = 128 << 10;

  private final Optional<SlowLine> slow;
  private final AtomicLong toAsk = new AtomicLong();
  private final AtomicLong come = new AtomicLong();

  Expectation(Optional<SlowLine> slow) {
    this.slow = slow;
  }

  /** So many will be asked for from now on. */
  void expect(long messages) {
    toAsk.set(messages);
  }

  void asked(long messages) {
    toAsk.addAndGet(-messages);
  }

  void came(long messages) {
    come.addAndGet(messages);
  }

  /**
   * Whether what is not asked for yet should come compressed.
   *
   * @param received octets, all together
   * @param connections that they come over
   */
  boolean worthCompressing(Pace pace, long received, int connections) {
    long messages = come.get();
    if (slow.isEmpty() || messages == 0 || pace.octets() < TELLING) {
      return false;
    }
    long each = toAsk.get() / connections * (received / messages);
    return pace.isBelow(slow.get().below()) && each > slow.get().toCome();
  }
}
