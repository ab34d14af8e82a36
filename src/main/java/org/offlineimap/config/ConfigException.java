package org.offlineimap.config;

import java.util.List;
import java.util.stream.Collectors;

/** No account can start: everything that was found, in the order of the file. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All findings, warnings included; at least one is an error. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
