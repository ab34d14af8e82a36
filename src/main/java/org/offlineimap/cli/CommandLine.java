package org.offlineimap.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.config.GeneralConfig;
import org.offlineimap.config.Overrides;

/**
 * A command line, taken apart. Immutable.
 *
 * @param arguments all of it, as it was written
 * @param given each option with its values in order ({@code ""} for one that takes none)
 * @param words what is neither option nor value
 */
record CommandLine(List<String> arguments, Map<Switch, List<String>> given, List<String> words) {
  CommandLine {
    arguments = List.copyOf(arguments);
    given = new EnumMap<>(given);
    words = List.copyOf(words);
  }

  /** Whether the option was given. */
  boolean has(Switch option) {
    return given.containsKey(option);
  }

  /** The last value of an option. */
  Optional<String> value(Switch option) {
    List<String> values = values(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** All values of an option. */
  List<String> values(Switch option) {
    return given.getOrDefault(option, List.of());
  }

  /** The items of a value that is a list; empty when the option was not given. */
  Optional<List<String>> items(Switch option) {
    return value(option).map(list -> Arrays.asList(list.split(",", -1)));
  }

  /** What it changes in the configuration. */
  Overrides overrides() {
    return new Overrides(
        values(Switch.SETTING),
        has(Switch.ONCE),
        has(Switch.QUICK),
        has(Switch.DRY_RUN),
        keyring(),
        items(Switch.ACCOUNTS),
        items(Switch.FOLDERS),
        userInterface());
  }

  /** The user interface that it demands. */
  Optional<String> userInterface() {
    return has(Switch.JSON) ? Optional.of("json") : value(Switch.INTERFACE);
  }

  private Optional<GeneralConfig.Keyring> keyring() {
    if (has(Switch.IGNORE_KEYRING)) {
      return Optional.of(GeneralConfig.Keyring.IGNORE);
    }
    return has(Switch.UPDATE_KEYRING)
        ? Optional.of(GeneralConfig.Keyring.UPDATE)
        : Optional.empty();
  }
}
