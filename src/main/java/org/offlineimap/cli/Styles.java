package org.offlineimap.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.offlineimap.ui.Style;
import org.offlineimap.ui.UserInterface.Terminal;

/** Chooses the user interface (reference: configuration 4, {@code ui}). Stateless. */
final class Styles {
  private Styles() {}

  /**
   * The first of these that there is.
   *
   * @param names in order of preference, old dotted spellings included
   * @return empty when there is none: {@link #complaint} says why
   */
  static Optional<Style> choose(List<String> names) {
    return known(names).findFirst();
  }

  /** The first of these that can be shown on this terminal; if none can, the first there is. */
  static Optional<Style> chooseUsable(List<String> names, Terminal terminal) {
    return known(names)
        .filter(style -> style != Style.BLINKENLIGHTS || terminal.isInteractive())
        .findFirst()
        .or(() -> choose(names));
  }

  private static Stream<Style> known(List<String> names) {
    return names.stream().map(Styles::modern).flatMap(name -> Style.named(name).stream());
  }

  /** Why none of {@code names} can be taken. */
  static String complaint(List<String> names) {
    return "ERROR: UI '%s' does not exist, choose one of: %s"
        .formatted(String.join(", ", names), String.join(", ", Style.names()));
  }

  private static String modern(String name) {
    return name.strip().substring(name.strip().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
