package org.offlineimap.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.Overrides;
import org.offlineimap.config.RcCheck;
import org.offlineimap.config.Surroundings;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * {@code offlineimap config check}: each finding on a line of standard output, in the form that
 * editors understand; 1 when there is an error (reference: beyond 9). Connects nowhere and writes
 * nothing. Confined to a thread.
 */
final class ConfigCommand {
  private final CommandLine line;
  private final Terminal terminal;
  private final Surroundings surroundings = Surroundings.ofThisProcess();

  ConfigCommand(CommandLine line, Terminal terminal) {
    this.line = line;
    this.terminal = terminal;
  }

  /** Checks, prints, and returns the exit status. */
  int run() throws UsageException {
    if (!line.words().equals(List.of("config", "check"))) {
      throw new UsageException("the command is 'config check'");
    }
    Path rc = RcFile.find(line.value(Switch.CONFIG), surroundings);
    Overrides overrides = line.overrides();
    List<ConfigProblem> problems = new RcCheck(surroundings).check(rc, overrides).problems();
    PrintStream out = terminal.out();
    problems.forEach(problem -> out.print(asErrorOrWarning(problem) + "\n"));
    out.flush();
    return problems.stream().anyMatch(ConfigProblem::isError) ? Program.FAILED : 0;
  }

  /** There are two words only; a notice is the weaker one. */
  private static ConfigProblem asErrorOrWarning(ConfigProblem problem) {
    ConfigProblem.Severity severity =
        problem.isError() ? ConfigProblem.Severity.ERROR : ConfigProblem.Severity.WARNING;
    return new ConfigProblem(problem.file(), problem.line(), severity, problem.text());
  }
}
