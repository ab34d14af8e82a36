package org.offlineimap.config;

import java.util.List;

/** One active account: ready to run, or stopped by its own mistakes. Immutable. */
public sealed interface AccountEntry {
  /** The account's name. */
  String name();

  /** What was found about it, in file order. */
  List<ConfigProblem> problems();

  /**
   * It may run; there are no errors among its problems.
   *
   * @param python every value of its sections that is Python, not looked at yet
   */
  record Ready(AccountConfig config, List<ConfigProblem> problems, List<PythonExpression> python)
      implements AccountEntry {
    /** Copies the lists. */
    public Ready {
      problems = List.copyOf(problems);
      python = List.copyOf(python);
    }

    @Override
    public String name() {
      return config.name();
    }
  }

  /** It must not connect: at least one of its problems is an error. Exit status 1. */
  record Stopped(String name, List<ConfigProblem> problems) implements AccountEntry {
    /** Copies the list. */
    public Stopped {
      problems = List.copyOf(problems);
    }
  }
}
