package org.offlineimap.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.RcCheck;
import org.offlineimap.config.Surroundings;
import org.offlineimap.python.PythonBridge;
import org.offlineimap.python.PythonSettings;
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
    RcCheck.Findings findings = new RcCheck(surroundings).check(rc, line.overrides());
    List<ConfigProblem> problems = new ArrayList<>(findings.problems());
    problems.addAll(compiled(findings.python()));
    problems.sort(Comparator.comparing(ConfigProblem::file).thenComparingInt(ConfigProblem::line));
    PrintStream out = terminal.out();
    problems.forEach(problem -> out.print(asErrorOrWarning(problem) + "\n"));
    out.flush();
    return problems.stream().anyMatch(ConfigProblem::isError) ? Program.FAILED : 0;
  }

  /** Starts the user's Python only for a file that needs it. */
  private List<ConfigProblem> compiled(RcCheck.Python python) {
    PythonSettings settings =
        new PythonSettings(
            python.interpreter().map(Path::toString).orElse("python3"),
            python.pythonFile(),
            surroundings.userEnvironment(),
            PythonSettings.Limits.USUAL);
    List<ConfigProblem> problems = new ArrayList<>();
    try (PythonBridge bridge = new PythonBridge(settings)) {
      bridge
          .check(python.values())
          .forEach((value, what) ->
              problems.add(
                  new ConfigProblem(
                      value.at().source(),
                      value.at().line(),
                      ConfigProblem.Severity.ERROR,
                      value.name() + ": " + what)));
    }
    return problems;
  }

  /** There are two words only; a notice is the weaker one. */
  private static ConfigProblem asErrorOrWarning(ConfigProblem problem) {
    ConfigProblem.Severity severity =
        problem.isError() ? ConfigProblem.Severity.ERROR : ConfigProblem.Severity.WARNING;
    return new ConfigProblem(problem.file(), problem.line(), severity, problem.text());
  }
}
