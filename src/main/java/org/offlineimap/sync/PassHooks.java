package org.offlineimap.sync;

import org.offlineimap.event.Result;

/**
 * What the user wants done around a pass (reference: configuration 6, synchronisation 11). Called
 * on the threads of the pass.
 */
public interface PassHooks {
  /** Nothing. */
  PassHooks NONE = new PassHooks() {};

  /** Before the first folder list is asked for. Not called once a stop is wished. */
  default void before() {}

  /** After a pass that no failure of the account or a repository ended, and no wish to stop. */
  default void after(Result.Counts done) {}
}
