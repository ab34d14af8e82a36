package org.offlineimap.event;

/**
 * What a person may wish of the run while it goes on, by a key or by a signal. Thread-safe; quick,
 * and never called with a lock held.
 */
public interface Wishes {
  /** Every account: a full pass now, or instead of its next sleep. */
  void synchronise();

  /** The same for one account. */
  void synchronise(String account);

  /** The end after the passes that are under way. */
  void finish();

  /** An orderly end after the current message; wished again, the end at once. */
  void stop();
}
