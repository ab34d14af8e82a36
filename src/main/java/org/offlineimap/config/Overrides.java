package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * What the command line changes (reference: command line, 1). Immutable.
 *
 * @param settings each {@code -k [SECTION:]OPTION=VALUE}, in order
 * @param once {@code -o}
 * @param quick {@code -q}
 * @param dryRun {@code --dry-run}
 * @param keyring {@code --ignore-keyring} or {@code --update-keyring}
 * @param accounts the items of {@code -a}
 * @param folders the items of {@code -f}, as written
 * @param userInterface {@code -u}
 */
public record Overrides(
    List<String> settings,
    boolean once,
    boolean quick,
    boolean dryRun,
    Optional<GeneralConfig.Keyring> keyring,
    Optional<List<String>> accounts,
    Optional<List<String>> folders,
    Optional<String> userInterface) {
  /** Nothing is changed. */
  public static final Overrides NONE =
      new Overrides(
          List.of(),
          false,
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the lists. */
  public Overrides {
    settings = List.copyOf(settings);
    accounts = accounts.map(List::copyOf);
    folders = folders.map(List::copyOf);
  }

  /** Splits the value of {@code -a} or {@code -f} at commas; blanks are kept. */
  public static List<String> items(String value) {
    return List.of(value.split(",", -1));
  }
}
