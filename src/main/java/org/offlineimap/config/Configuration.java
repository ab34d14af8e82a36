package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * A whole rc file with the command line's changes, checked. Immutable.
 *
 * @param general {@code [general]}
 * @param mbnames {@code [mbnames]}; empty when it is missing or not enabled
 * @param accounts the active accounts in their start order
 * @param neighbours every account of the file whose local side is a Maildir, active or not
 * @param problems warnings and notices that belong to no account
 */
public record Configuration(
    GeneralConfig general,
    Optional<MbnamesConfig> mbnames,
    List<AccountEntry> accounts,
    List<Neighbour> neighbours,
    List<ConfigProblem> problems) {
  /** Copies the lists. */
  public Configuration {
    accounts = List.copyOf(accounts);
    neighbours = List.copyOf(neighbours);
    problems = List.copyOf(problems);
  }
}
