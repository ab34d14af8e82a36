package org.offlineimap.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of user interfaces, old spellings included (reference: configuration, 4). */
final class UiNames {
  static final List<String> ALL =
      List.of("ttyui", "basic", "quiet", "syslog", "machineui", "blinkenlights", "json");

  private UiNames() {}

  /** {@code Curses.Blinkenlights} was the same as {@code blinkenlights}. */
  static String modern(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isOld(String name) {
    return name.indexOf('.') >= 0;
  }

  /** The first name of the list that nobody knows. */
  static Optional<String> unknownIn(String value) {
    return ValueSyntax.list(value).stream().filter(one -> !ALL.contains(modern(one))).findFirst();
  }
}
