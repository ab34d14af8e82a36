package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.FolderRules;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.LabelConfig;
import org.offlineimap.config.MailboxConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.config.RepositoryConfig;
import org.offlineimap.config.WindowConfig;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Patience;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.wire.ModifiedUtf7;
import org.offlineimap.mail.LabelHeader;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.imap.Selection;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirHost;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.repository.maildir.MaildirSettings;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.Backend;
import org.offlineimap.status.MetQuirks;
import org.offlineimap.status.ServerRests;
import org.offlineimap.status.StatusDirectory;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.sync.DirectoryOwners;
import org.offlineimap.sync.LabelRules;
import org.offlineimap.sync.NameRules;
import org.offlineimap.sync.SyncSettings;
import org.offlineimap.sync.Window;
import org.offlineimap.sync.plan.DeletionGuard;

/** Turns an account's configuration into the parts that need no network. Immutable. */
final class AccountParts {
  private final Wiring.RunContext run;
  private final AccountConfig account;
  private final LetterMap letters;
  private final AccountNames names;
  private final MetQuirks quirks;

  AccountParts(Wiring.RunContext run, AccountConfig account) {
    this.run = run;
    this.account = account;
    this.quirks = new MetQuirks(place(), disk());
    this.names = new AccountNames(account, run.python());
    LetterMap configured = new LetterMap(customFlags(account.local()));
    this.letters =
        account.local() instanceof ImapRepositoryConfig
            ? configured.withEveryKeyword()
            : configured;
  }

  /** The engine's settings. */
  SyncSettings settings() {
    return new SyncSettings(
        account.name(),
        side(account.local().folders()),
        side(account.remote().folders()),
        new SyncSettings.Conduct(
            account.remote().expunge(),
            guard(),
            run.general().ignoreReadonly(),
            unsent(),
            account.remote().retryCount()),
        window(account.window()),
        letters,
        account.labels().map(AccountParts::labels),
        new SyncSettings.Orders(
            run.general().dryRun(), run.confirmed().of(account.name()), run.confirmed().adopted()));
  }

  /** The rules for names. */
  NameRules names(DirectoryOwners owners) {
    return names.rules(owners);
  }

  /** Which mailboxes of one of its servers are folders. */
  Selection selection(ImapRepositoryConfig server) throws AccountFailure {
    MailboxConfig mailboxes = server.mailboxes();
    return new Selection(
        mailboxes.reference(),
        mailboxes.subscribedOnly(),
        server.name().equals(account.remote().name()) ? names.includes() : names.localIncludes());
  }

  private static SyncSettings.SideOptions side(FolderRules rules) {
    return new SyncSettings.SideOptions(
        rules.readonly(), rules.propagateDeletions(), rules.createFolders());
  }

  private static Window window(WindowConfig config) {
    Optional<Window.Begin> begin =
        config.maxAgeDays().isPresent()
            ? Optional.of(new Window.Begin.DaysAgo(config.maxAgeDays().getAsInt()))
            : config.maxAgeDate().map(Window.Begin.Day::new);
    return new Window(begin, config.startDate(), config.localStartDate(), config.maxSize());
  }

  private static Set<String> lowerCase(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** The labels that the server gives a message are no part of it. */
  private Set<String> unsent() {
    List<String> names = new ArrayList<>(account.filterHeaders());
    account.labels().ifPresent(labels -> names.add(labels.header()));
    return lowerCase(names);
  }

  private static LabelRules labels(LabelConfig config) {
    return new LabelRules(
        new LabelHeader(config.header()),
        config.ignored(),
        new LabelRules.Spelling() {
          @Override
          public String wire(String readable) {
            return ModifiedUtf7.encode(readable);
          }

          @Override
          public Optional<String> readable(String wire) {
            return ModifiedUtf7.decode(wire);
          }
        });
  }

  private DeletionGuard guard() {
    return account
        .deletionGuard()
        .map(guard -> new DeletionGuard(guard.sharePercent(), guard.count(), true))
        .orElse(DeletionGuard.OFF);
  }

  private static Map<Character, String> customFlags(RepositoryConfig local) {
    return switch (local) {
      case MaildirRepositoryConfig maildir -> maildir.customFlags();
      case ImapRepositoryConfig _ -> Map.of();
    };
  }

  /** The Maildir, every effect through {@code disk}. */
  MaildirRepository maildir(MaildirRepositoryConfig config, MaildirDisk disk) {
    MaildirSettings.Format format =
        new MaildirSettings.Format(
            letters,
            account.windowsCompatible(),
            new MaildirSettings.Dates(
                config.times().fromHeader(),
                config.times().fromServer(),
                config.times().nameFromHeader()),
            name -> names.digested(name, Character.toString(config.separator())));
    MaildirSettings settings =
        new MaildirSettings(
            config.name(),
            config.gmail(),
            config.root(),
            Character.toString(config.separator()),
            format,
            new MaildirSettings.Care(run.general().fsync(), config.times().restoreAccess()));
    MaildirHost host =
        new MaildirHost(
            HostName::ofThisMachine,
            ProcessHandle.current().pid(),
            InstantSource.system(),
            this::warn);
    return new MaildirRepository(settings, host, disk);
  }

  /** The account's directory of our own. */
  Path engine() {
    return run.general().metadata().resolve("Account-" + account.name()).resolve("Engine");
  }

  /** What is remembered. */
  AccountStatus status() {
    return new StatusDirectory(
        place(),
        letters,
        disk(),
        this::noticed,
        account.plainStatus() ? Backend.PLAIN : Backend.SQLITE);
  }

  private StatusPlace place() {
    return new StatusPlace(
        run.general().metadata(), account.name(), account.remote().name(), account.local().name());
  }

  private StatusDisk disk() {
    return run.general().dryRun()
        ? StatusDisk.untouched()
        : StatusDisk.system(run.general().fsync());
  }

  /** The engine tells of new status files itself, in its own time. */
  private void noticed(boolean warning, String text) {
    if (warning) {
      warn(text);
    } else if (!text.startsWith("Creating new Local Status db")) {
      run.events().accept(status(text));
    }
  }

  private SyncEvent status(String text) {
    return text.contains("LocalStatus cache from")
        ? new SyncEvent.StatusUpgraded(account.name(), text)
        : new SyncEvent.Notice(account.name(), Optional.empty(), text);
  }

  /** How its connections behave. */
  ConnectionOptions connection(ImapRepositoryConfig server, Patience patience) {
    ConnectionOptions usual =
        ConnectionOptions.named(server.name())
            .without(server.disabledExtensions())
            .patient(patience)
            .observed(this::met);
    ConnectionOptions timed = run.general().socketTimeout().map(usual::within).orElse(usual);
    return run.traced() ? timed.traced(new Trace()) : timed;
  }

  /** What its servers have shown in any run; another version's names mean nothing here. */
  List<Quirk> shownQuirks() {
    try {
      Set<String> known = quirks.names();
      return Arrays.stream(Quirk.values()).filter(quirk -> known.contains(quirk.name())).toList();
    } catch (IOException e) {
      warn("It cannot be read what the server is like: " + e);
      return List.of();
    }
  }

  private void met(Quirk quirk) {
    try {
      quirks.note(quirk.name());
    } catch (IOException e) {
      warn("It could not be recorded what the server is like: " + e);
    }
  }

  /** What its server said about waiting. */
  ServerPatience patience(RunControl control) {
    ServerRests rests = new ServerRests(place(), disk());
    return new ServerPatience(account.name(), rests, control, run.events(), InstantSource.system());
  }

  private final class Trace implements ProtocolTrace {
    @Override
    public void sent(String text) {
      tell("> " + text);
    }

    @Override
    public void received(String text) {
      tell("< " + text);
    }

    private void tell(String text) {
      run.events().accept(new SyncEvent.Debug(account.name(), Optional.empty(), "imap", text));
    }
  }

  private void warn(String text) {
    run.events().accept(new SyncEvent.Warning(account.name(), Optional.empty(), text));
  }
}
