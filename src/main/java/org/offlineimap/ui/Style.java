package org.offlineimap.ui;

import java.util.Locale;
import java.util.Optional;

/** The interfaces that a person can choose (reference: ui 1). */
public enum Style {
  TTYUI(Level.INFO),
  BASIC(Level.INFO),
  QUIET(Level.WARNING);

  private final Level threshold;

  Style(Level threshold) {
    this.threshold = threshold;
  }

  /** The least level that is shown when nothing is being debugged. */
  Level threshold() {
    return threshold;
  }

  /** The style of this name, in any case; empty when there is none (yet). */
  public static Optional<Style> named(String name) {
    for (Style style : values()) {
      if (style.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(style);
      }
    }
    return Optional.empty();
  }
}
