package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.GeneralConfig;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.config.Neighbour;
import org.offlineimap.config.RepositoryConfig;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.AccountLock;
import org.offlineimap.daemon.HookRunner;
import org.offlineimap.daemon.MailboxRecorder;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.daemon.Verdict;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Prompter;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.repository.maildir.MaildirRepository;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.DirectoryClaims;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.sync.AccountSync;
import org.offlineimap.sync.Endpoints;
import org.offlineimap.sync.Mentions;
import org.offlineimap.sync.PassScope;
import org.offlineimap.sync.PassScope.Waiting;

/**
 * Makes the parts of an account's pass and puts them together: lock, server, Maildir, status,
 * engine. Thread-safe.
 */
final class Wiring implements AccountPass {
  private final RunContext run;
  private final List<Neighbour> neighbours;
  private final DirectoryClaims claims;
  private final RunControl control;
  private final ServerLinks servers;
  private final Map<String, LocalPush> watched;
  private final Echoes echoes;
  private final Map<String, Mentions> mentions = new ConcurrentHashMap<>();
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
      Optional<Path> profiles) {
    /** The same, its events told to another one. */
    RunContext telling(EventSink other) {
      return new RunContext(
          general, confirmed, prompter, python, mailboxes, other, traced, profiles);
    }
  }

  /**
   * For a run.
   *
   * @param neighbours all accounts of the file
   * @param watched by account, the Maildirs that are watched; it may change
   */
  Wiring(
      RunContext run,
      List<Neighbour> neighbours,
      RunControl control,
      ServerLinks servers,
      Map<String, LocalPush> watched) {
    this.run = run;
    this.neighbours = List.copyOf(neighbours);
    this.claims =
        new DirectoryClaims(
            run.general().metadata(),
            run.general().dryRun() ? StatusDisk.untouched() : StatusDisk.system(false));
    this.control = control;
    this.servers = servers;
    this.watched = watched;
    this.echoes = servers.echoes();
  }

  @Override
  public Verdict run(AccountConfig account, PassRequest request) {
    try {
      Metadata.prepare(run.general().metadata());
      AccountLock lock = AccountLock.acquire(run.general().metadata(), account.name());
      try {
        return synchronise(account, request);
      } finally {
        release(lock, account.name());
      }
    } catch (AccountFailure e) {
      return Verdict.of(notStarted(account.name(), e), false);
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

  private Verdict synchronise(AccountConfig account, PassRequest request) throws AccountFailure {
    AccountParts parts = new AccountParts(run, account);
    FailureWatch events = new FailureWatch(run.events());
    Optional<LocalPush> push = Optional.ofNullable(watched.get(account.name()));
    boolean good = false;
    try {
      Endpoints ends = ends(account, parts, push);
      AccountSync sync =
          new AccountSync(parts.settings(), ends, events, InstantSource.system(), control::raised);
      Result result = sync.run(scope(account, request, push, ends.local()));
      if (request.folders().whole()) {
        record(account, sync.localFolders());
      }
      good = !events.isWide();
      echoes.left(account.name(), good ? sync.left() : Map.of());
      return Verdict.of(result, events.isWide());
    } finally {
      if (good) {
        servers.rest(account);
      } else {
        servers.release(account);
      }
    }
  }

  private PassScope scope(
      AccountConfig account, PassRequest request, Optional<LocalPush> push, LocalRepository local) {
    Waiting waiting =
        push.filter(_ -> request.patient()).map(LocalPush::waiting).orElse(Waiting.NONE);
    boolean quick = request.mode() == PassRequest.Mode.QUICK;
    PassScope.Listener listener =
        new PassScope.Listener() {
          @Override
          public void taken(List<FolderName> folders) {
            if (push.isPresent() && local instanceof MaildirRepository maildir) {
              push.get().watch(maildir, folders);
            }
          }

          @Override
          public boolean hearsServer() {
            return Echoes.areHeard(account);
          }
        };
    return new PassScope(request.folders(), hooks(account, request), waiting, quick, listener);
  }

  /** The names of the folders, for mail readers; a pass that came to no folder changes nothing. */
  private void record(AccountConfig account, List<FolderName> folders) {
    if (run.mailboxes().isPresent() && !folders.isEmpty()) {
      try {
        run.mailboxes().get().record(account.name(), root(account.local()), folders);
      } catch (AccountFailure e) {
        run.events().accept(new SyncEvent.Failed(account.name(), Optional.empty(), "", e));
      }
    }
  }

  private Endpoints ends(AccountConfig account, AccountParts parts, Optional<LocalPush> push)
      throws AccountFailure {
    AccountStatus status = parts.status();
    MaildirDisk disk = push.map(LocalPush::disk).orElseGet(MaildirDisk::real);
    return new Endpoints(
        servers.remote(account),
        servers.local(account, parts, status, disk),
        status,
        parts.names(SharedRoots.of(account.name(), neighbours, claims)),
        mentions.computeIfAbsent(account.name(), _ -> new Mentions()));
  }

  private static Optional<Path> root(RepositoryConfig local) {
    return switch (local) {
      case MaildirRepositoryConfig maildir -> Optional.of(maildir.root());
      case ImapRepositoryConfig _ -> Optional.empty();
    };
  }

  private AccountHooks hooks(AccountConfig account, PassRequest request) {
    HookRunner runner =
        new HookRunner(
            account.name(),
            surroundings.userEnvironment(),
            account.hooks().limit(),
            run.general().dryRun(),
            run.events());
    return new AccountHooks(account.hooks(), runner, request, () -> servers.signOut(account));
  }

  private void warn(String account, String text) {
    run.events().accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
