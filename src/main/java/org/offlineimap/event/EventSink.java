package org.offlineimap.event;

/** Takes events, from any thread, quickly, and never fails. */
@FunctionalInterface
public interface EventSink {
  /** Takes one event. */
  void accept(SyncEvent event);
}
