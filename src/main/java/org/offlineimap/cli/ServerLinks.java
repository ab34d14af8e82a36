package org.offlineimap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.offlineimap.auth.Keyring;
import org.offlineimap.auth.NetrcFiles;
import org.offlineimap.auth.PasswordPlaces;
import org.offlineimap.auth.PythonKeyring;
import org.offlineimap.auth.Values;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.GmailConfig;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.ServerConfig;
import org.offlineimap.config.Surroundings;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.LocalRepository;
import org.offlineimap.repository.RemoteRepository;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.repository.imap.ImapWatches;
import org.offlineimap.repository.imap.MappedRepository;
import org.offlineimap.repository.imap.Selection;
import org.offlineimap.repository.maildir.MaildirDisk;
import org.offlineimap.status.AccountStatus;

/**
 * The ways to each account's server: how to sign in, and the connections, which may outlive a pass.
 * Thread-safe; a password that worked is kept for later connections.
 */
final class ServerLinks implements AccountLinks {
  /** A watching connection is asked little: an answer that is late means that it is lost. */
  private static final Duration WATCH_REPLY = Duration.ofMinutes(1);

  /** As with watched folders: a server may log a silent client out after 30 minutes. */
  private static final Duration HELD_BY_PUSH = Duration.ofMinutes(29);

  private final Wiring.RunContext run;
  private final RunControl control;
  private final Echoes echoes;
  private final Map<String, Access> access = new ConcurrentHashMap<>();
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Map<String, OpenConnections> watching = new ConcurrentHashMap<>();
  private final Surroundings surroundings = Surroundings.ofThisProcess();
  private volatile boolean single;

  /** A repository and the connections that it has opened. */
  private record Link(ImapRepository repository, OpenConnections connections) {}

  /** One of the servers that an account has. */
  private record Server(AccountConfig account, ImapRepositoryConfig config) {
    /** Both sides may be servers. */
    static List<Server> of(AccountConfig account) {
      return AccountLinks.servers(account).stream()
          .map(server -> new Server(account, server.config()))
          .toList();
    }

    String key() {
      return account.name() + "/" + config.name();
    }

    /** Whether it stays connected between passes. */
    boolean isHeld() {
      return ServerLinks.isHeld(account, config);
    }
  }

  /** Where every folder is watched, pushes would sign in again and again. */
  private static boolean isHeld(AccountConfig account, ImapRepositoryConfig config) {
    return (config.hold().open() || account.push().all()) && account.autorefreshMinutes() > 0;
  }

  /** How often connections that stay open are used in a sleep; empty for never. */
  static Optional<Duration> keepAliveEvery(AccountConfig account) {
    Optional<Duration> written = account.remote().hold().keepAlive();
    if (account.push().all()) {
      return Optional.of(written.orElse(HELD_BY_PUSH));
    }
    return isHeld(account, account.remote()) ? written : Optional.empty();
  }

  ServerLinks(Wiring.RunContext run, RunControl control) {
    this.run = run;
    this.control = control;
    this.echoes = new Echoes(this, run.events());
  }

  /** One thing after the other: one connection to each server, whatever the file says. */
  void singly() {
    single = true;
  }

  /** How passes have left the servers. */
  Echoes echoes() {
    return echoes;
  }

  /** The account's server, with what a former pass left open. */
  RemoteRepository remote(AccountConfig account) throws AccountFailure {
    return linked(new Server(account, account.remote()));
  }

  /**
   * The account's local side, for one pass.
   *
   * @param disk what a Maildir is changed through
   */
  LocalRepository local(
      AccountConfig account, AccountParts parts, AccountStatus status, MaildirDisk disk)
      throws AccountFailure {
    return switch (account.local()) {
      case MaildirRepositoryConfig maildir -> parts.maildir(maildir, disk);
      case ImapRepositoryConfig config ->
          mapped(linked(new Server(account, config)), parts, status, config);
    };
  }

  private static LocalRepository mapped(
      ImapRepository server,
      AccountParts parts,
      AccountStatus status,
      ImapRepositoryConfig config) {
    return new MappedRepository(
        server, new LocalServerMemory(status, parts.engine()), config.expunge());
  }

  private ImapRepository linked(Server server) throws AccountFailure {
    Link link = links.get(server.key());
    if (link == null) {
      OpenConnections door = door(server, UnaryOperator.identity());
      link = new Link(new ImapRepository(settings(server), door, run.events()), door);
      links.put(server.key(), link);
    }
    return link.repository();
  }

  /**
   * The account's server for a look, the dialogue told to {@code trace}, and what the server shows
   * to {@code quirks}; connects when asked.
   */
  ImapRepository look(AccountConfig account, ProtocolTrace trace, Consumer<Quirk> quirks)
      throws AccountFailure {
    return look(
        new Server(account, account.remote()), usual -> usual.traced(trace).observed(quirks));
  }

  /** The same, for work of its own beside all passes. */
  ImapRepository look(AccountConfig account) throws AccountFailure {
    return look(new Server(account, account.remote()), UnaryOperator.identity());
  }

  /** The account's local side for a look; connects when asked. */
  LocalRepository look(AccountConfig account, AccountParts parts) throws AccountFailure {
    return switch (account.local()) {
      case MaildirRepositoryConfig maildir -> parts.maildir(maildir, MaildirDisk.real());
      case ImapRepositoryConfig config ->
          mapped(
              look(new Server(account, config), UnaryOperator.identity()),
              parts,
              parts.status(),
              config);
    };
  }

  private ImapRepository look(Server server, UnaryOperator<ConnectionOptions> change)
      throws AccountFailure {
    return new ImapRepository(settings(server), door(server, change), run.events());
  }

  private ImapSettings settings(Server server) throws AccountFailure {
    return settings(server, new AccountParts(run, server.account()).selection(server.config()));
  }

  private ImapSettings settings(Server server, Selection selection) {
    return new ImapSettings(
        server.account().name(),
        server.config().name(),
        server.account().utf8FolderNames(),
        server.config().folders().readonly(),
        selection,
        single
            ? ImapSettings.Connections.ONE
            : ImapSettings.Connections.upTo(server.config().maxConnections()),
        server.config().gmail().map(ServerLinks::gmail),
        slowLine(server.config().server().compression()));
  }

  private static Optional<ImapSettings.SlowLine> slowLine(ServerConfig.Compression compression) {
    return switch (compression) {
      case ON_SLOW_LINES -> Optional.of(ImapSettings.SlowLine.USUAL);
      case ALWAYS, NEVER -> Optional.empty();
    };
  }

  private static ImapSettings.Gmail gmail(GmailConfig config) {
    return new ImapSettings.Gmail(
        config.deleteToTrash(),
        config.trash().map(FolderName::ofMailbox),
        config.spam().map(FolderName::ofMailbox));
  }

  private OpenConnections door(Server server, UnaryOperator<ConnectionOptions> change) {
    AccountConfig account = server.account();
    AccountParts parts = new AccountParts(run, account);
    ServerPatience patience = parts.patience(control);
    ConnectionOptions options = change.apply(parts.connection(server.config(), patience));
    ImapDoor.Place place =
        new ImapDoor.Place(
            account.name(),
            options,
            new Values(run.python()),
            run.events(),
            surroundings.userEnvironment());
    Access known = access.computeIfAbsent(server.key(), _ -> access(server.config(), place));
    return new OpenConnections(
        new PatientDoor(new ImapDoor(place, server.config(), known), patience));
  }

  private Access access(ImapRepositoryConfig config, ImapDoor.Place place) {
    PasswordPlaces places =
        new PasswordPlaces(
            NetrcFiles.ofHome(surroundings.homeDirectory()),
            keyring(place),
            place.values(),
            run.prompter(),
            place.environment());
    return Access.of(config, place, places);
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
  public List<FolderName> idleFolders(Watchable server) throws AccountFailure {
    Optional<PythonExpression> written = server.config().hold().watched();
    return written.isEmpty()
        ? List.of()
        : run.python().texts(written.get()).stream().map(FolderName::ofMailbox).toList();
  }

  @Override
  public ImapWatches watches(Watchable watched) {
    Server server = new Server(watched.account(), watched.config());
    OpenConnections door = door(server, usual -> usual.answeredWithin(WATCH_REPLY));
    watching.put(server.key(), door);
    return new ImapWatches(settings(server, Selection.ALL), door);
  }

  @Override
  public void keepAlive(AccountConfig account) {
    for (Server server : Server.of(account)) {
      Link link = links.get(server.key());
      if (link != null) {
        link.connections().keepAlive();
      }
    }
  }

  /** Connections of before the machine slept are dead, but nobody told them. */
  void drop() {
    links.values().forEach(link -> link.connections().drop());
    watching.values().forEach(OpenConnections::drop);
  }

  /** Signs out where nothing is held open, and keeps what there is to know of the servers. */
  void signOut(AccountConfig account) {
    for (Server server : Server.of(account)) {
      Link link = links.get(server.key());
      if (link != null && !server.isHeld()) {
        close(account, link);
      }
    }
  }

  /** Ends what is not held open until the next pass. */
  void rest(AccountConfig account) {
    Server.of(account).stream().filter(server -> !server.isHeld()).forEach(this::release);
  }

  @Override
  public void release(AccountConfig account) {
    Server.of(account).forEach(this::release);
  }

  private void release(Server server) {
    Link link = links.remove(server.key());
    if (link != null) {
      close(server.account(), link);
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
