package org.offlineimap.testing;

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

/** The engine's connections to plain servers of this machine. Stateless. */
public final class Loopback {
  private Loopback() {}

  /** Signs in as {@code user} with the password {@code secret}. */
  public static ImapConnection connect(int port, ConnectionOptions options)
      throws ImapException, InterruptedException {
    return connect(port, "user", options);
  }

  /** The same for another user. */
  public static ImapConnection connect(int port, String user, ConnectionOptions options)
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
    connection.authenticate(SaslExchange.plain("", user, "secret".getBytes(UTF_8)));
    return connection;
  }
}
