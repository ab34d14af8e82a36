package org.offlineimap.imap.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What to do when a server wants to be asked later. Called on the thread that awaits an answer. */
@FunctionalInterface
public interface Patience {
  /** Waits for nothing. */
  Patience NONE = (wait, _) -> Optional.of(InstantSource.system().instant().plus(wait));

  /**
   * Waits, if the time is bearable.
   *
   * @param wait how long the server wants
   * @param words what it said
   * @return empty: the time has passed, ask again; else until when nobody should
   */
  Optional<Instant> obey(Duration wait, String words) throws InterruptedException;
}
