package org.offlineimap.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The interfaces that a person can choose (reference: ui 1). */
public enum Style {
  TTYUI(Level.INFO, true),
  BASIC(Level.INFO, false),
  QUIET(Level.WARNING, false),
  SYSLOG(Level.INFO, false),
  MACHINEUI(Level.INFO, true),
  BLINKENLIGHTS(Level.INFO, false),
  JSON(Level.INFO, true);

  private final Level threshold;
  private final boolean announcesSleep;

  Style(Level threshold, boolean announcesSleep) {
    this.threshold = threshold;
    this.announcesSleep = announcesSleep;
  }

  /** The least level that is shown when nothing is being debugged. */
  Level threshold() {
    return threshold;
  }

  /** Whether it says how long an account sleeps, and not only when that is debugged. */
  boolean announcesSleep() {
    return announcesSleep;
  }

  /** The style of this name, in any case; empty when there is none. */
  public static Optional<Style> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(style -> style.name().equals(wanted)).findFirst();
  }

  /** The names to choose from. */
  public static List<String> names() {
    return Arrays.stream(values()).map(style -> style.name().toLowerCase(Locale.ROOT)).toList();
  }
}
