package org.offlineimap.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code [general]}. Immutable.
 *
 * @param metadata the directory of locks, status and our own files; not created yet
 * @param maxSyncAccounts how many accounts run at once, from 1
 * @param interfaces names of user interfaces in order of preference, modern spelling
 * @param socketTimeout how long a server may be silent; empty for no limit
 * @param fsync whether files and status are flushed
 * @param ignoreReadonly whether warnings about read-only folders are left away
 * @param dryRun whether nothing is changed
 * @param keyring what is done with the system's keyring
 * @param python what evaluates Python values
 */
public record GeneralConfig(
    Path metadata,
    int maxSyncAccounts,
    List<String> interfaces,
    Optional<Duration> socketTimeout,
    boolean fsync,
    boolean ignoreReadonly,
    boolean dryRun,
    Keyring keyring,
    Python python) {
  /**
   * What evaluates Python values.
   *
   * @param interpreter a path, or a name to be looked up on {@code PATH}
   * @param file {@code pythonfile}, whose names every value sees
   */
  public record Python(String interpreter, Optional<Path> file) {
    /** The first {@code python3}, without a file. */
    public static final Python USUAL = new Python("python3", Optional.empty());
  }

  /** What is done with the system's keyring. */
  public enum Keyring {
    /** Passwords are looked up. */
    ASK(""),
    /** Nothing. */
    IGNORE("ignore-keyring"),
    /** Passwords that worked are stored. */
    UPDATE("update-keyring");

    private final String option;

    Keyring(String option) {
      this.option = option;
    }

    String option() {
      return option;
    }
  }

  /** Copies the list. */
  public GeneralConfig {
    interfaces = List.copyOf(interfaces);
  }
}
