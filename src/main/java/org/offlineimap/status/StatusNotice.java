package org.offlineimap.status;

/** Takes what the user should read about status files. Called on the thread that found it. */
@FunctionalInterface
public interface StatusNotice {
  /** Tells {@code text}; {@code warning} when something was wrong. */
  void tell(boolean warning, String text);
}
