package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigException;
import org.offlineimap.config.ConfigProblem;
import org.offlineimap.config.ConfigReader;
import org.offlineimap.config.Configuration;
import org.offlineimap.config.GeneralConfig;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.MailboxRecorder;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.daemon.ServiceManager;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.python.PythonBridge;
import org.offlineimap.python.PythonSettings;
import org.offlineimap.ui.Style;
import org.offlineimap.ui.UserInterface;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * A run, from the rc file to the exit status, in the order that users can observe (reference: cli
 * 4). Confined to the main thread.
 */
final class Session {
  private final CommandLine line;
  private final Terminal terminal;
  private final EventSink witness;
  private final RunControl control;
  private final Surroundings surroundings = Surroundings.ofThisProcess();

  /**
   * A run for this command line.
   *
   * @param witness sees every event before the user interface does
   */
  Session(CommandLine line, Terminal terminal, EventSink witness) {
    this(line, terminal, witness, new RunControl());
  }

  /** The same, to be ended from elsewhere too. */
  Session(CommandLine line, Terminal terminal, EventSink witness, RunControl control) {
    this.line = line;
    this.terminal = terminal;
    this.witness = witness;
    this.control = control;
  }

  /** Runs, and returns the exit status. */
  int run() throws UsageException {
    Confirmations confirmed = Confirmations.of(line);
    Path rc = RcFile.find(line.value(Switch.CONFIG), surroundings);
    if (!Files.exists(rc)) {
      return refuse("*** Config file '" + rc + "' does not exist; aborting!");
    }
    Optional<List<String>> wished = line.userInterface().map(List::of);
    if (wished.isPresent() && Styles.choose(wished.get()).isEmpty()) {
      return refuse(Styles.complaint(wished.get()));
    }
    try {
      Configuration read = new ConfigReader(surroundings).read(rc, line.overrides());
      boolean one = confirmed.adopted().isPresent() || action() == Action.DELETE_FOLDER;
      if (one && read.accounts().size() != 1) {
        return refuse("ERROR: you must supply only one account with '-a'");
      }
      Style style = style(wished, read.general().interfaces());
      try (PythonBridge python = bridge(read.general().python())) {
        Configuration configuration = PythonCheck.of(read, python);
        if (configuration.problems().stream().anyMatch(ConfigProblem::isError)) {
          return refuse(configuration.problems());
        }
        PythonAnswers answers = new PythonAnswers(python);
        return action() == Action.PRUNE
            ? prune(configuration, answers)
            : draw(style, configuration, confirmed, answers);
      }
    } catch (ConfigException e) {
      return refuse(e.problems());
    }
  }

  /** What a run does. */
  private enum Action {
    SHOW,
    MIGRATE,
    PRUNE,
    DELETE_FOLDER,
    SYNCHRONISE
  }

  /** The first of several, in this order (reference: cli 1). */
  private Action action() {
    if (line.has(Switch.INFO)) {
      return Action.SHOW;
    }
    if (line.has(Switch.MIGRATE_FMD5)) {
      return Action.MIGRATE;
    }
    if (line.has(Switch.PRUNE_MBNAMES)) {
      return Action.PRUNE;
    }
    return line.has(Switch.DELETE_FOLDER) ? Action.DELETE_FOLDER : Action.SYNCHRONISE;
  }

  /** The file's names are known ones; of its list counts the first that this terminal can show. */
  private Style style(Optional<List<String>> wished, List<String> listed) {
    if (line.has(Switch.INFO)) {
      return Style.TTYUI;
    }
    return wished
        .flatMap(Styles::choose)
        .or(() -> Styles.chooseUsable(listed, terminal))
        .orElse(Style.TTYUI);
  }

  private PythonBridge bridge(GeneralConfig.Python config) {
    return new PythonBridge(
        new PythonSettings(
            config.interpreter(),
            config.file(),
            surroundings.userEnvironment(),
            PythonSettings.Limits.USUAL));
  }

  private int refuse(List<ConfigProblem> problems) {
    return refuse(String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
  }

  private int refuse(String text) {
    terminal.err().print(text + "\n");
    terminal.err().flush();
    return Program.FAILED;
  }

  /** {@code --mbnames-prune} (reference: command line 9). */
  private int prune(Configuration configuration, PythonAnswers python) {
    boolean dryRun = configuration.general().dryRun();
    Path metadata = configuration.general().metadata();
    List<String> told = new ArrayList<>();
    try {
      Optional<MailboxRecorder> recorder =
          configuration
              .mbnames()
              .map(config ->
                  new MailboxRecorder(
                      config, metadata, new PythonMailboxRules(config, python), dryRun, told::add));
      told.addAll(
          recorder.isPresent()
              ? recorder.get().prune(Set.copyOf(configuration.listed()))
              : MailboxRecorder.pruneAll(metadata, dryRun));
    } catch (AccountFailure e) {
      return refuse("ERROR: " + e.text());
    }
    told.forEach(text -> terminal.out().print(text + "\n"));
    terminal.out().flush();
    return 0;
  }

  private int draw(
      Style style, Configuration configuration, Confirmations confirmed, PythonAnswers python) {
    DebugTypes debug = DebugTypes.of(line);
    ExitStatus status = new ExitStatus();
    UserInterface ui = UserInterface.open(style, debug.categories(), terminal);
    Signals.follow(ui);
    try (ui) {
      EventSink events =
          event -> {
            status.accept(event);
            witness.accept(event);
            ui.accept(event);
          };
      events.accept(new SyncEvent.Banner("", Product.BANNER));
      Optional<String> unusable = openLog(ui);
      if (unusable.isPresent()) {
        ui.abandon();
        return refuse(unusable.get());
      }
      if (line.has(Switch.SYSLOG)) {
        ui.logToSystem();
      }
      notice(events, Product.versions());
      debug.announcements().forEach(events::accept);
      Optional<MailboxRecorder> mailboxes = recorder(configuration, python, events);
      Wiring.RunContext context =
          new Wiring.RunContext(
              configuration.general(),
              confirmed,
              ui.prompter(),
              python,
              mailboxes,
              events,
              debug.categories().contains("imap"),
              line.value(Switch.PROFILE).map(dir -> RcFile.expand(dir, surroundings)));
      act(configuration, context, ui);
      events.accept(new SyncEvent.Terminated("", status.value()));
    }
    return ui.isBroken() ? Program.FAILED : status.value();
  }

  private void act(Configuration configuration, Wiring.RunContext context, UserInterface ui) {
    switch (action()) {
      case SHOW -> show(configuration, context);
      case MIGRATE -> new DigestRun(configuration, context).run();
      case DELETE_FOLDER -> deleteFolder(configuration, context);
      case SYNCHRONISE, PRUNE -> {
        synchronise(configuration, context, ui);
        finish(context.mailboxes(), context.events());
      }
    }
  }

  private void synchronise(
      Configuration configuration, Wiring.RunContext context, UserInterface ui) {
    Orders orders = new Orders(control, ui);
    Signals.listen(orders);
    ui.obey(orders);
    EventSink told = context.events();
    try (ServiceManager manager =
        ServiceManager.of(
            surroundings.userEnvironment(),
            text -> told.accept(new SyncEvent.Warning("", Optional.empty(), text)))) {
      List<RunRecorder> recorders = recorders(configuration);
      EventSink both =
          event -> {
            recorders.forEach(recorder -> recorder.accept(event));
            told.accept(event);
            manager.accept(event);
          };
      new AccountRun(configuration, context.telling(both), control, manager).run(isSingle());
    }
  }

  private static List<RunRecorder> recorders(Configuration configuration) {
    List<RunRecorder> recorders = new ArrayList<>();
    for (AccountEntry entry : configuration.accounts()) {
      if (entry instanceof AccountEntry.Ready ready && !configuration.general().dryRun()) {
        recorders.add(RunRecorder.of(ready.config(), configuration.general().metadata()));
      }
    }
    return recorders;
  }

  private boolean isSingle() {
    return line.has(Switch.SINGLE)
        || line.has(Switch.PROFILE)
        || DebugTypes.of(line).forcesSingle();
  }

  private void show(Configuration configuration, Wiring.RunContext context) {
    ServerLinks servers = new ServerLinks(context, new RunControl());
    new Info(configuration, context, servers, terminal.out()).show();
  }

  private void deleteFolder(Configuration configuration, Wiring.RunContext context) {
    FolderName folder = FolderName.ofMailbox(line.value(Switch.DELETE_FOLDER).orElseThrow());
    ServerLinks servers = new ServerLinks(context, new RunControl());
    new FolderRemoval(configuration.accounts().getFirst(), context, servers).run(folder);
  }

  private static Optional<MailboxRecorder> recorder(
      Configuration configuration, PythonAnswers python, EventSink events) {
    return configuration
        .mbnames()
        .map(config ->
            new MailboxRecorder(
                config,
                configuration.general().metadata(),
                new PythonMailboxRules(config, python),
                configuration.general().dryRun(),
                text -> notice(events, text)));
  }

  private static void finish(Optional<MailboxRecorder> mailboxes, EventSink events) {
    if (mailboxes.isPresent()) {
      try {
        mailboxes.get().finish();
      } catch (AccountFailure e) {
        events.accept(new SyncEvent.Failed("", Optional.empty(), "", e));
      }
    }
  }

  private Optional<String> openLog(UserInterface ui) {
    Optional<String> file = line.value(Switch.LOG);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      ui.logTo(RcFile.expand(file.get(), surroundings), LogOpening.text(line));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("ERROR: the log file '" + file.get() + "' cannot be opened: " + e);
    }
  }

  private static void notice(EventSink events, String text) {
    events.accept(new SyncEvent.Notice("", Optional.empty(), text));
  }
}
