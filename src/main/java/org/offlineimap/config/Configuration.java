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
 * @param listed {@code accounts} in {@code [general]}, active or not
 * @param problems warnings and notices that belong to no account
 */
public record Configuration(
    GeneralConfig general,
    Optional<MbnamesConfig> mbnames,
    List<AccountEntry> accounts,
    List<Neighbour> neighbours,
    List<String> listed,
    List<ConfigProblem> problems) {
  /** Copies the lists. */
  public Configuration {
    accounts = List.copyOf(accounts);
    neighbours = List.copyOf(neighbours);
    listed = List.copyOf(listed);
    problems = List.copyOf(problems);
  }

  /** The same after another look at its accounts. */
  public Configuration with(List<AccountEntry> looked, List<ConfigProblem> all) {
    return new Configuration(general, mbnames, looked, neighbours, listed, all);
  }
}
