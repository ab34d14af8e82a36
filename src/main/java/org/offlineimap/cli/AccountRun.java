package org.offlineimap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.Configuration;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.SyncException;

/**
 * All accounts of a run: mistakes first, then at most {@code maxsyncaccounts} at a time in the
 * order of the file, each on a virtual thread. Confined to the main thread, which waits for them.
 */
final class AccountRun {
  private final Configuration configuration;
  private final EventSink events;
  private final Stop stop = new Stop();
  private final AccountPass pass;

  AccountRun(Configuration configuration, Wiring.RunContext context) {
    this.configuration = configuration;
    this.events = context.events();
    AccountPass wiring = new Wiring(context, configuration.neighbours(), stop);
    this.pass =
        context
            .profiles()
            .map(directory -> Profiler.around(wiring, directory, events))
            .orElse(wiring);
  }

  /**
   * Runs them all.
   *
   * @param single one account at a time, whatever the file says
   */
  void run(boolean single) {
    Signals.listen(stop, events);
    showMistakes();
    Semaphore slots = new Semaphore(single ? 1 : configuration.general().maxSyncAccounts(), true);
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AccountEntry entry : configuration.accounts()) {
        switch (entry) {
          case AccountEntry.Stopped _ -> {}
          case AccountEntry.Ready ready -> start(ready.config(), slots, tasks);
        }
      }
    }
  }

  private void start(AccountConfig account, Semaphore slots, ExecutorService tasks) {
    slots.acquireUninterruptibly();
    if (stop.isEnding()) {
      slots.release();
      return;
    }
    AccountLoop loop = new AccountLoop(account, pass, slots, events, stop);
    tasks.execute(() -> {
      Thread.currentThread().setName("account " + account.name());
      loop.run();
    });
  }

  /** All of them before anything starts; each once, in whatever form the interface has. */
  private void showMistakes() {
    configuration.problems().forEach(problem -> tell("", problem));
    for (AccountEntry entry : configuration.accounts()) {
      entry.problems().stream()
          .filter(problem -> !problem.isError())
          .forEach(problem -> tell(entry.name(), problem));
      if (entry instanceof AccountEntry.Stopped stopped) {
        notStarted(stopped);
      }
    }
  }

  private void tell(String account, ConfigProblem problem) {
    events.accept(
        switch (problem.severity()) {
          case ERROR, WARNING ->
              new SyncEvent.Warning(account, Optional.empty(), problem.toString());
          case NOTICE -> new SyncEvent.Notice(account, Optional.empty(), problem.toString());
        });
  }

  private void notStarted(AccountEntry.Stopped entry) {
    List<ConfigProblem> errors = entry.problems().stream().filter(ConfigProblem::isError).toList();
    String text =
        "Account '%s' is not started:\n  %s"
            .formatted(
                entry.name(),
                String.join("\n  ", errors.stream().map(error -> error.toString()).toList()));
    SyncException.AccountFailure cause =
        new SyncException.AccountFailure(SyncException.AccountFailure.Kind.CONFIG, text, null);
    events.accept(new SyncEvent.Failed(entry.name(), Optional.empty(), "", cause));
    Result result = new Result(Result.Outcome.CONFIG, Result.Counts.NONE, Duration.ZERO);
    events.accept(new SyncEvent.AccountFinished(entry.name(), result));
  }
}
