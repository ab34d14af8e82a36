package org.offlineimap.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigException;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.ConfigReader;
import org.offlineimap.config.Configuration;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.AccountLock;
import org.offlineimap.mail.SyncException;
import org.offlineimap.status.LastRun;
import org.offlineimap.status.LastRuns;
import org.offlineimap.status.OpenMatters;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * {@code offlineimap status}: what is known of each account, whether or not a run goes on
 * (reference: beyond 9). Connects nowhere and writes nothing. Confined to a thread.
 */
final class StatusCommand {
  private final CommandLine line;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Surroundings surroundings = Surroundings.ofThisProcess();

  StatusCommand(CommandLine line, Terminal terminal, InstantSource clock) {
    this.line = line;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** What is known of an account; a run goes on when there is a process. */
  record Account(String name, Optional<LastRun> last, OpenMatters open, Optional<String> holder) {}

  /** Shows it, and returns the exit status: 0 when it could be shown. */
  int run() throws UsageException {
    if (!line.words().equals(List.of("status"))) {
      throw new UsageException("status takes no arguments but options");
    }
    Path rc = RcFile.find(line.value(Switch.CONFIG), surroundings);
    try {
      Configuration read = new ConfigReader(surroundings).read(rc, line.overrides());
      List<Account> accounts = new ArrayList<>();
      List<String> errors = new ArrayList<>();
      for (AccountEntry entry : read.accounts()) {
        look(entry, read.general().metadata(), accounts, errors);
      }
      print(accounts);
      errors.forEach(this::complain);
      return errors.isEmpty() ? 0 : Program.FAILED;
    } catch (ConfigException e) {
      e.problems().stream().map(ConfigProblem::toString).forEach(this::complain);
      return Program.FAILED;
    }
  }

  private void look(
      AccountEntry entry, Path metadata, List<Account> accounts, List<String> errors) {
    switch (entry) {
      case AccountEntry.Stopped stopped ->
          stopped.problems().stream()
              .filter(ConfigProblem::isError)
              .forEach(problem -> errors.add(problem.toString()));
      case AccountEntry.Ready ready -> {
        try {
          accounts.add(account(ready.config(), metadata));
        } catch (IOException e) {
          errors.add("ERROR: Account '" + entry.name() + "' cannot be shown: " + e);
        } catch (SyncException e) {
          errors.add("ERROR: Account '" + entry.name() + "' cannot be shown: " + e.text());
        }
      }
    }
  }

  /** Whether the process of the last run is still there, and waits for the next one. */
  static boolean sleeps(LastRun last, Instant now) {
    return last.next().filter(now::isBefore).isPresent()
        && ProcessHandle.of(last.process()).filter(ProcessHandle::isAlive).isPresent();
  }

  private static Account account(AccountConfig config, Path metadata)
      throws IOException, SyncException {
    StatusPlace place = RunRecorder.place(config, metadata);
    return new Account(
        config.name(),
        new LastRuns(place, StatusDisk.untouched()).read(),
        OpenMatters.of(place),
        AccountLock.holder(metadata, config.name()));
  }

  private void print(List<Account> accounts) {
    PrintStream out = terminal.out();
    if (line.has(Switch.JSON)) {
      accounts.forEach(one -> out.print(StatusJson.object(one, clock.instant()) + "\n"));
    } else {
      accounts.forEach(
          one -> StatusText.lines(one, clock.instant()).forEach(text -> out.print(text + "\n")));
    }
    out.flush();
  }

  private void complain(String text) {
    terminal.err().print(text + "\n");
    terminal.err().flush();
  }
}
