package org.offlineimap.status;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an account's last pass ended, for {@code offlineimap status} (reference: beyond 9).
 * Immutable.
 *
 * @param ended when
 * @param outcome the class word
 * @param summary what was done, in words
 * @param process the process that did it
 * @param next when that process means to begin the next pass over everything
 * @param folders each folder's last pass, by remote name; from earlier passes too
 */
public record LastRun(
    Instant ended,
    String outcome,
    String summary,
    long process,
    Optional<Instant> next,
    Map<String, FolderRun> folders) {
  /** Copies the map, sorted. */
  public LastRun {
    folders = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(folders));
  }

  /** When a folder's last pass ended, and how. */
  public record FolderRun(Instant ended, String outcome) {}
}
