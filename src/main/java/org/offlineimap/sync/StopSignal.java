package org.offlineimap.sync;

/** Says whether the person wants the work to end after the current group. Thread-safe. */
@FunctionalInterface
public interface StopSignal {
  /** Never stops. */
  StopSignal NEVER = () -> false;

  /** Whether to stop. */
  boolean raised();
}
