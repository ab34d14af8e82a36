package org.offlineimap.cli;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;
import org.offlineimap.ui.UserInterface.Terminal;

/** Decides what a command line asks for. Stateless. */
final class Program {
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private Program() {}

  /** Runs the program on the process's own terminal and returns the exit status. */
  static int run(String... arguments) {
    return run(Terminal.system(), arguments);
  }

  /** Runs the program and returns the exit status. */
  static int run(Terminal terminal, String... arguments) {
    try {
      CommandLine line = OptionParser.parse(arguments);
      Optional<String> answer = answer(line);
      if (answer.isPresent()) {
        terminal.out().print(answer.get() + "\n");
        terminal.out().flush();
        return 0;
      }
      return dispatch(line, terminal);
    } catch (UsageException e) {
      PrintStream err = terminal.err();
      err.print("Usage: offlineimap [options]\n\nofflineimap: error: " + e.text() + "\n");
      err.flush();
      return MISUSED;
    }
  }

  /** What can be answered without a configuration. */
  private static Optional<String> answer(CommandLine line) {
    if (line.has(Switch.HELP)) {
      return Optional.of(Product.help().stripTrailing());
    }
    if (line.has(Switch.VERSION)) {
      return Optional.of(Product.VERSION);
    }
    return line.has(Switch.VERSIONS) ? Optional.of(Product.versions()) : Optional.empty();
  }

  private static int dispatch(CommandLine line, Terminal terminal) throws UsageException {
    if (line.words().isEmpty()) {
      return new Session(line, terminal, _ -> {}).run();
    }
    String word = line.words().getFirst();
    if (Command.LATER.contains(word)) {
      throw new UsageException("the command '" + word + "' is not available in this version");
    }
    Command command =
        Command.named(word).orElseThrow(() -> new UsageException("unexpected argument: " + word));
    return switch (command) {
      case STATUS -> new StatusCommand(line, terminal, InstantSource.system()).run();
      case CONFIG -> new ConfigCommand(line, terminal).run();
      case DEMO -> demo(line, terminal);
    };
  }

  private static int demo(CommandLine line, Terminal terminal) throws UsageException {
    if (line.words().size() > 2 || !line.given().isEmpty()) {
      throw new UsageException("demo takes one directory and no options");
    }
    Optional<String> directory =
        line.words().size() == 2 ? Optional.of(line.words().getLast()) : Optional.empty();
    return new Demo(terminal).run(directory);
  }
}
