package org.offlineimap.repository.imap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Connector;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.SaslExchange;
import org.offlineimap.imap.client.ServerAddress;
import org.offlineimap.imap.client.Tls;
import org.offlineimap.imap.client.TlsPolicy;

/** Repositories on a plain server of loopback. Stateless. */
final class SandboxRepository {
  private SandboxRepository() {}

  /** A repository that signs in as {@code user} with the password {@code secret}. */
  static ImapRepository on(int port) {
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    return new ImapRepository(settings, () -> open(port), _ -> {});
  }

  static ImapConnection open(int port) throws ImapException, InterruptedException {
    return open(port, ConnectionOptions.named("test"));
  }

  /** The same with another patience, or without some extensions. */
  static ImapRepository on(int port, ConnectionOptions options) {
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    return new ImapRepository(settings, () -> open(port, options), _ -> {});
  }

  private static ImapConnection open(int port, ConnectionOptions options)
      throws ImapException, InterruptedException {
    ServerAddress address =
        new ServerAddress(
            "127.0.0.1",
            port,
            Optional.empty(),
            Duration.ofSeconds(30),
            Optional.empty(),
            Encryption.NONE,
            new Tls(TlsPolicy.platform()));
    ImapConnection connection = Connector.connect(address, options);
    connection.authenticate(SaslExchange.plain("", "user", "secret".getBytes(UTF_8)));
    return connection;
  }
}
