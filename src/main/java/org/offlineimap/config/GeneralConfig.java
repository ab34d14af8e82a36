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
 */
public record GeneralConfig(
    Path metadata,
    int maxSyncAccounts,
    List<String> interfaces,
    Optional<Duration> socketTimeout,
    boolean fsync,
    boolean ignoreReadonly,
    boolean dryRun) {
  /** Copies the list. */
  public GeneralConfig {
    interfaces = List.copyOf(interfaces);
  }
}
