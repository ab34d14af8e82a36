package org.offlineimap.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.auth.Values;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.ServerConfig;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Connector;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.ServerAddress;
import org.offlineimap.imap.client.Tls;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;
import org.offlineimap.repository.imap.ImapRepository;
import org.offlineimap.repository.imap.Tunnel;

/** Connects to a server as its rc section says, and signs in. Thread-safe. */
final class ImapDoor implements ImapRepository.Door {
  private static final int HIGHEST_PORT = 65_535;

  private final Place place;
  private final ImapRepositoryConfig config;
  private final SignIn signIn;
  private final Tls tls;

  /**
   * What the door stands in.
   *
   * @param options how connections behave
   * @param environment of tunnels: the user's own
   */
  record Place(
      String account,
      ConnectionOptions options,
      Values values,
      EventSink events,
      Map<String, String> environment) {
    /** Copies the environment. */
    Place {
      environment = Map.copyOf(environment);
    }

    void warn(String text) {
      events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
    }
  }

  /** A door for one pass; begins to load TLS at once, if it will be needed. */
  ImapDoor(Place place, ImapRepositoryConfig config, Access access) {
    this.place = place;
    this.config = config;
    this.signIn = new SignIn(config, access, place::warn);
    this.tls = new Tls(TlsChoice.policy(config.encryption(), place::warn));
    if (config.server().tunnel().isEmpty()
        && TlsChoice.encryption(config.encryption()) != Encryption.NONE) {
      tls.prepare();
    }
  }

  @Override
  public ImapConnection open() throws ImapException, InterruptedException, SyncException {
    return open(signIn::to);
  }

  @Override
  public ImapConnection openFurther() throws ImapException, InterruptedException, SyncException {
    return open(signIn::further);
  }

  private interface Login {
    void to(ImapConnection connection, String host)
        throws ImapException, InterruptedException, SyncException;
  }

  private ImapConnection open(Login login)
      throws ImapException, InterruptedException, SyncException {
    Optional<String> host =
        place.values().text(config.server().host()).filter(name -> !name.isEmpty());
    ImapConnection connection = connect(host);
    boolean signedIn = false;
    try {
      if (!connection.isPreauthenticated()) {
        expectLogin();
        login.to(connection, host.orElse(""));
      }
      if (config.server().compression() == ServerConfig.Compression.ALWAYS) {
        boolean _ = connection.compress();
      }
      signedIn = true;
      return connection;
    } finally {
      if (!signedIn) {
        connection.close();
      }
    }
  }

  private void expectLogin() throws AccountFailure {
    if (config.server().tunnel().filter(ServerConfig.Tunnel::preauthenticated).isPresent()) {
      throw new AccountFailure(
          AccountFailure.Kind.AUTH,
          config.name()
              + ": the server behind the preauthtunnel wants a login (its greeting is no PREAUTH)."
              + " With transporttunnel there is one",
          null);
    }
  }

  private ImapConnection connect(Optional<String> host) throws SyncException, InterruptedException {
    try {
      return config.server().tunnel().isPresent()
          ? throughTunnel(config.server().tunnel().get())
          : toServer(host.orElseThrow(this::noHost));
    } catch (ImapException.TlsRefused e) {
      throw new AccountFailure(AccountFailure.Kind.TLS, text(e), e);
    } catch (ImapException e) {
      throw new RepositoryFailure(text(e), e, true);
    }
  }

  private String text(ImapException e) {
    return config.name() + ": " + e.getMessage();
  }

  private AccountFailure noHost() {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG,
        "No remote host for repository '%s' specified.".formatted(config.name()),
        null);
  }

  private ImapConnection toServer(String host)
      throws ImapException, InterruptedException, AccountFailure {
    int port = port();
    connecting(host, Integer.toString(port));
    ServerAddress address =
        new ServerAddress(
            host,
            port,
            config.server().ipv6(),
            place.options().greetingTimeout(),
            config.server().proxies().mail().map(TlsChoice::proxy),
            TlsChoice.encryption(config.encryption()),
            tls);
    return Connector.connect(address, place.options());
  }

  private int port() throws AccountFailure {
    Optional<PythonExpression> computed = config.server().computedPort();
    if (computed.isEmpty()) {
      return config.server().port();
    }
    long port = place.values().python().whole(computed.get());
    if (port < 1 || port > HIGHEST_PORT) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          computed.get().place() + ": its value is no number from 1 to 65535",
          null);
    }
    return (int) port;
  }

  private ImapConnection throughTunnel(ServerConfig.Tunnel tunnel)
      throws ImapException, InterruptedException, RepositoryFailure {
    connecting("tunnel", tunnel.command());
    try {
      Tunnel opened =
          Tunnel.open(
              tunnel.command(),
              place.environment(),
              line -> place.warn("tunnel of " + config.name() + ": " + line));
      return Connector.open(opened, place.options());
    } catch (IOException e) {
      throw new RepositoryFailure(
          config.name() + ": the tunnel cannot be started: " + e.getMessage(), e, false);
    }
  }

  private void connecting(String host, String port) {
    place.events().accept(new SyncEvent.Connecting(place.account(), config.name(), host, port));
  }
}
