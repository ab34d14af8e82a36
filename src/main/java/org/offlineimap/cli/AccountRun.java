package org.offlineimap.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.Configuration;
import org.offlineimap.daemon.AccountLoop;
import org.offlineimap.daemon.Backoff;
import org.offlineimap.daemon.ClockWatch;
import org.offlineimap.daemon.Desk;
import org.offlineimap.daemon.Heartbeat;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.daemon.Schedule;
import org.offlineimap.daemon.ServiceManager;
import org.offlineimap.daemon.SteadyClock;
import org.offlineimap.daemon.Verdict;
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
  private final RunControl control;
  private final InstantSource steady = new SteadyClock();
  private final AccountPass pass;
  private final ServerLinks links;
  private final Echoes echoes;
  private final ServiceManager manager;
  private final Map<String, LocalPush> watched = new ConcurrentHashMap<>();

  /**
   * {@code control} hears what is asked of the run meanwhile; {@code manager} is told how it goes.
   */
  AccountRun(
      Configuration configuration,
      Wiring.RunContext context,
      RunControl control,
      ServiceManager manager) {
    this.manager = manager;
    this.configuration = configuration;
    this.control = control;
    this.events = context.events();
    ServerLinks servers = new ServerLinks(context, control);
    control.uponResume(servers::drop);
    this.links = servers;
    this.echoes = servers.echoes();
    AccountPass wiring = new Wiring(context, configuration.neighbours(), control, servers, watched);
    this.pass =
        context
            .profiles()
            .map(directory -> Profiler.around(wiring, directory, events))
            .orElse(wiring);
  }

  /**
   * Runs them all.
   *
   * @param single one account at a time over one connection, whatever the file says
   */
  void run(boolean single) {
    showMistakes();
    if (single) {
      links.singly();
    }
    control.uponEnd(manager::stopping);
    manager.ready();
    try (Heartbeat _ = Heartbeat.start(control, manager)) {
      if (!staysOn()) {
        runAll(single);
        return;
      }
      try (ClockWatch _ = ClockWatch.start(control, steady, events)) {
        runAll(single);
      }
    }
  }

  /** Daemon mode (reference: beyond 10). */
  private boolean staysOn() {
    return configuration.accounts().stream()
        .anyMatch(entry ->
            entry instanceof AccountEntry.Ready ready && ready.config().autorefreshMinutes() > 0);
  }

  private void runAll(boolean single) {
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
    if (control.isEnding()) {
      slots.release();
      return;
    }
    Desk desk = new Desk(schedule(account), steady);
    control.open(account.name(), desk);
    LocalPush.of(account, desk, events, steady)
        .ifPresent(push -> watched.put(account.name(), push));
    AccountWatches watches = new AccountWatches(account, links, desk, events, steady);
    AccountLoop.Work work = new LoopWork(account, pass, links, watches, echoes, events);
    AccountLoop loop = new AccountLoop(account.name(), desk, work, slots, events);
    tasks.execute(() -> {
      Thread.currentThread().setName("account " + account.name());
      tellThread(account.name(), "begins");
      try {
        loop.run();
      } finally {
        tellThread(account.name(), "ends");
        watches.close();
        Optional.ofNullable(watched.remove(account.name())).ifPresent(LocalPush::close);
        control.close(account.name());
        links.release(account);
      }
    });
  }

  private void tellThread(String account, String what) {
    String text = "thread '" + Thread.currentThread().getName() + "' " + what;
    events.accept(new SyncEvent.Debug(account, Optional.empty(), "thread", text));
  }

  private static Schedule schedule(AccountConfig account) {
    Duration interval = Duration.ofMillis(Math.round(account.autorefreshMinutes() * 60_000));
    return new Schedule(
        interval, account.quick(), Backoff.of(interval, RandomGenerator.getDefault()));
  }

  /** What an account's loop asks for, done for this account. */
  private record LoopWork(
      AccountConfig account,
      AccountPass passes,
      AccountLinks links,
      AccountWatches watches,
      Echoes echoes,
      EventSink events)
      implements AccountLoop.Work {
    @Override
    public Verdict pass(PassRequest request) {
      Verdict verdict = passes.run(account, request);
      if (verdict == Verdict.HOPELESS && account.autorefreshMinutes() > 0) {
        String text =
            "Account '%s' is left alone until the program is started again; the others go on"
                .formatted(account.name());
        events.accept(new SyncEvent.Warning(account.name(), Optional.empty(), text));
      }
      if (verdict == Verdict.DONE && account.autorefreshMinutes() > 0) {
        watches.start();
      }
      return verdict;
    }

    @Override
    public boolean isNews(PassRequest request) {
      return echoes.isNews(account, request);
    }

    @Override
    public Optional<Duration> keepAliveEvery() {
      return ServerLinks.keepAliveEvery(account);
    }

    @Override
    public void keepAlive() {
      links.keepAlive(account);
    }
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
