package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.auth.Keyring;
import org.offlineimap.auth.NetrcFiles;
import org.offlineimap.auth.PasswordPlaces;
import org.offlineimap.auth.PythonKeyring;
import org.offlineimap.auth.Values;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.GeneralConfig;
import org.offlineimap.config.Neighbour;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.AccountLock;
import org.offlineimap.daemon.MailboxRecorder;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Prompter;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.imap.Selection;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.DirectoryClaims;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.sync.AccountSync;
import org.offlineimap.sync.Endpoints;
import org.offlineimap.sync.Mentions;
import org.offlineimap.sync.PassScope;

/**
 * Makes the parts of an account's pass and puts them together: lock, server, Maildir, status,
 * engine. Thread-safe; a password that worked is kept for later passes.
 */
final class Wiring implements AccountPass {
  private final RunContext run;
  private final List<Neighbour> neighbours;
  private final DirectoryClaims claims;
  private final Stop stop;
  private final Map<String, Mentions> mentions = new ConcurrentHashMap<>();
  private final Map<String, Access> access = new ConcurrentHashMap<>();
  private final Surroundings surroundings = Surroundings.ofThisProcess();

  /**
   * What all accounts of a run share.
   *
   * @param traced whether what goes over the wire is told
   * @param profiles the directory of {@code -P}
   */
  record RunContext(
      GeneralConfig general,
      Confirmations confirmed,
      Prompter prompter,
      PythonAnswers python,
      Optional<MailboxRecorder> mailboxes,
      EventSink events,
      boolean traced,
      Optional<Path> profiles) {}

  /** {@code neighbours} are all accounts of the file. */
  Wiring(RunContext run, List<Neighbour> neighbours, Stop stop) {
    this.run = run;
    this.neighbours = List.copyOf(neighbours);
    this.claims =
        new DirectoryClaims(
            run.general().metadata(),
            run.general().dryRun() ? StatusDisk.untouched() : StatusDisk.system(false));
    this.stop = stop;
  }

  @Override
  public Result run(AccountConfig account) {
    try {
      Metadata.prepare(run.general().metadata());
      AccountLock lock = AccountLock.acquire(run.general().metadata(), account.name());
      try {
        return synchronise(account);
      } finally {
        release(lock, account.name());
      }
    } catch (AccountFailure e) {
      return notStarted(account.name(), e);
    }
  }

  private void release(AccountLock lock, String account) {
    try {
      lock.close();
    } catch (IOException e) {
      warn(account, "The lock file could not be removed: " + e);
    }
  }

  private Result notStarted(String account, AccountFailure cause) {
    Result.Outcome outcome =
        switch (cause.kind()) {
          case AUTH -> Result.Outcome.AUTH;
          case TLS -> Result.Outcome.TLS;
          case CONFIG -> Result.Outcome.CONFIG;
          case LOCKED -> Result.Outcome.LOCKED;
          case GUARD -> Result.Outcome.GUARD;
          case THROTTLED -> Result.Outcome.THROTTLED;
        };
    Result result = new Result(outcome, Result.Counts.NONE, Duration.ZERO);
    run.events().accept(new SyncEvent.AccountStarted(account));
    run.events().accept(new SyncEvent.Failed(account, Optional.empty(), "", cause));
    run.events().accept(new SyncEvent.AccountFinished(account, result));
    return result;
  }

  private Result synchronise(AccountConfig account) throws AccountFailure {
    AccountParts parts = new AccountParts(run, account);
    RemoteRepository remote = remote(account, parts);
    try {
      AccountStatus status = parts.status();
      Endpoints ends =
          new Endpoints(
              remote,
              parts.local(),
              status,
              parts.names(SharedRoots.of(account.name(), neighbours, claims)),
              mentions.computeIfAbsent(account.name(), _ -> new Mentions()));
      AccountSync sync =
          new AccountSync(
              parts.settings(), ends, run.events(), InstantSource.system(), stop::raised);
      Result result = sync.run(account.quick() < 0 ? PassScope.WHOLE.quickly() : PassScope.WHOLE);
      record(account, sync.localFolders());
      return result;
    } finally {
      signOut(remote, account.name());
    }
  }

  /** The names of the folders, for mail readers; a pass that came to no folder changes nothing. */
  private void record(AccountConfig account, List<FolderName> folders) {
    if (run.mailboxes().isPresent() && !folders.isEmpty()) {
      try {
        run.mailboxes().get().record(account.name(), Optional.of(account.local().root()), folders);
      } catch (AccountFailure e) {
        run.events().accept(new SyncEvent.Failed(account.name(), Optional.empty(), "", e));
      }
    }
  }

  private RemoteRepository remote(AccountConfig account, AccountParts parts) throws AccountFailure {
    ServerPatience patience = parts.patience(stop);
    return server(account, patience, parts.connection(patience), parts.selection());
  }

  /** An account's server for a look, the dialogue told to {@code trace}; connects when asked. */
  ImapRepository server(AccountConfig account, ProtocolTrace trace) throws AccountFailure {
    AccountParts parts = new AccountParts(run, account);
    ServerPatience patience = parts.patience(stop);
    return server(account, patience, parts.connection(patience).traced(trace), parts.selection());
  }

  private ImapRepository server(
      AccountConfig account,
      ServerPatience patience,
      ConnectionOptions options,
      Selection selection) {
    ImapDoor.Place place =
        new ImapDoor.Place(
            account.name(),
            options,
            new Values(run.python()),
            run.events(),
            surroundings.userEnvironment());
    Access known = access.computeIfAbsent(account.name(), _ -> access(account, place));
    ImapDoor door = new ImapDoor(place, account.remote(), known);
    ImapSettings settings =
        new ImapSettings(
            account.name(),
            account.remote().name(),
            account.utf8FolderNames(),
            account.remote().folders().readonly(),
            selection);
    return new ImapRepository(settings, new PatientDoor(door, patience), run.events());
  }

  private Access access(AccountConfig account, ImapDoor.Place place) {
    PasswordPlaces places =
        new PasswordPlaces(
            NetrcFiles.ofHome(surroundings.homeDirectory()),
            keyring(place),
            place.values(),
            run.prompter(),
            place.environment());
    return Access.of(account.remote(), place, places);
  }

  private Keyring keyring(ImapDoor.Place place) {
    return switch (run.general().keyring()) {
      case IGNORE -> Keyring.NONE;
      case ASK ->
          new PythonKeyring(
              run.general().python().interpreter(), place.environment(), false, place::warn);
      case UPDATE ->
          new PythonKeyring(
              run.general().python().interpreter(), place.environment(), true, place::warn);
    };
  }

  /**
   * What was synchronised is safe by now; a server that is impolite at the end only gets a line.
   */
  private void signOut(RemoteRepository remote, String account) {
    try {
      remote.close();
    } catch (SyncException e) {
      warn(account, "Signing out failed: " + e.text());
    }
  }

  private void warn(String account, String text) {
    run.events().accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
