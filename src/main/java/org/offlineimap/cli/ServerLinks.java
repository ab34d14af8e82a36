package org.offlineimap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.offlineimap.auth.Keyring;
import org.offlineimap.auth.NetrcFiles;
import org.offlineimap.auth.PasswordPlaces;
import org.offlineimap.auth.PythonKeyring;
import org.offlineimap.auth.Values;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.imap.ImapWatches;
import org.offlineimap.repository.imap.Selection;

/**
 * The ways to each account's server: how to sign in, and the connections, which may outlive a pass.
 * Thread-safe; a password that worked is kept for later connections.
 */
final class ServerLinks implements AccountLinks {
  /** A watching connection is asked little: an answer that is late means that it is lost. */
  private static final Duration WATCH_REPLY = Duration.ofMinutes(1);

  private final Wiring.RunContext run;
  private final RunControl control;
  private final Map<String, Access> access = new ConcurrentHashMap<>();
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Map<String, OpenConnections> watching = new ConcurrentHashMap<>();
  private final Surroundings surroundings = Surroundings.ofThisProcess();

  /** A repository and the connections that it has opened. */
  private record Link(RemoteRepository repository, OpenConnections connections) {}

  ServerLinks(Wiring.RunContext run, RunControl control) {
    this.run = run;
    this.control = control;
  }

  /** The account's server, with what a former pass left open. */
  RemoteRepository repository(AccountConfig account) throws AccountFailure {
    Link link = links.get(account.name());
    if (link == null) {
      link = link(account);
      links.put(account.name(), link);
    }
    return link.repository();
  }

  private Link link(AccountConfig account) throws AccountFailure {
    OpenConnections door = door(account, UnaryOperator.identity());
    return new Link(new ImapRepository(settings(account), door, run.events()), door);
  }

  /** The account's server for a look, the dialogue told to {@code trace}; connects when asked. */
  ImapRepository server(AccountConfig account, ProtocolTrace trace) throws AccountFailure {
    return new ImapRepository(
        settings(account), door(account, usual -> usual.traced(trace)), run.events());
  }

  /** The same, for work of its own beside all passes. */
  ImapRepository server(AccountConfig account) throws AccountFailure {
    return new ImapRepository(
        settings(account), door(account, UnaryOperator.identity()), run.events());
  }

  private ImapSettings settings(AccountConfig account) throws AccountFailure {
    return settings(account, new AccountParts(run, account).selection());
  }

  private static ImapSettings settings(AccountConfig account, Selection selection) {
    return new ImapSettings(
        account.name(),
        account.remote().name(),
        account.utf8FolderNames(),
        account.remote().folders().readonly(),
        selection);
  }

  private OpenConnections door(AccountConfig account, UnaryOperator<ConnectionOptions> change) {
    AccountParts parts = new AccountParts(run, account);
    ServerPatience patience = parts.patience(control);
    ConnectionOptions options = change.apply(parts.connection(patience));
    ImapDoor.Place place =
        new ImapDoor.Place(
            account.name(),
            options,
            new Values(run.python()),
            run.events(),
            surroundings.userEnvironment());
    Access known = access.computeIfAbsent(account.name(), _ -> access(account, place));
    return new OpenConnections(
        new PatientDoor(new ImapDoor(place, account.remote(), known), patience));
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

  @Override
  public List<FolderName> idleFolders(AccountConfig account) throws AccountFailure {
    Optional<PythonExpression> written = account.remote().hold().watched();
    return written.isEmpty()
        ? List.of()
        : run.python().texts(written.get()).stream().map(FolderName::ofMailbox).toList();
  }

  @Override
  public ImapWatches watches(AccountConfig account) {
    OpenConnections door = door(account, usual -> usual.answeredWithin(WATCH_REPLY));
    watching.put(account.name(), door);
    return new ImapWatches(settings(account, Selection.ALL), door);
  }

  @Override
  public void keepAlive(AccountConfig account) {
    Link link = links.get(account.name());
    if (link != null) {
      link.connections().keepAlive();
    }
  }

  /** Connections of before the machine slept are dead, but nobody told them. */
  void drop() {
    links.values().forEach(link -> link.connections().drop());
    watching.values().forEach(OpenConnections::drop);
  }

  /** Signs out, and keeps what there is to know of the repository. */
  void signOut(AccountConfig account) {
    Link link = links.get(account.name());
    if (link != null) {
      close(account, link);
    }
  }

  @Override
  public void release(AccountConfig account) {
    Link link = links.remove(account.name());
    if (link != null) {
      close(account, link);
    }
  }

  /**
   * What was synchronised is safe by now; a server that is impolite at the end only gets a line.
   */
  private void close(AccountConfig account, Link link) {
    try {
      link.repository().close();
    } catch (SyncException e) {
      run.events()
          .accept(
              new SyncEvent.Warning(
                  account.name(), Optional.empty(), "Signing out failed: " + e.text()));
    }
  }
}
