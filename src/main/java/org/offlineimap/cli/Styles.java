package org.offlineimap.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.offlineimap.ui.Style;

/** Chooses the user interface (reference: configuration 4, {@code ui}). Stateless. */
final class Styles {
  private static final List<String> LATER = List.of("syslog", "machineui", "blinkenlights", "json");

  private Styles() {}

  /**
   * The first of these that this version has.
   *
   * @param names in order of preference, old dotted spellings included
   * @return empty when there is none: {@link #complaint} says why
   */
  static Optional<Style> choose(List<String> names) {
    return names.stream()
        .map(Styles::modern)
        .flatMap(name -> Style.named(name).stream())
        .findFirst();
  }

  /** Why none of {@code names} can be taken. */
  static String complaint(List<String> names) {
    for (String name : names) {
      if (LATER.contains(modern(name))) {
        return "ERROR: the user interface '"
            + name
            + "' is not available in this version; choose"
            + " one of: ttyui, basic, quiet";
      }
    }
    return "ERROR: UI '"
        + String.join(", ", names)
        + "' does not exist, choose one of: ttyui,"
        + " basic, quiet";
  }

  private static String modern(String name) {
    return name.strip().substring(name.strip().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
