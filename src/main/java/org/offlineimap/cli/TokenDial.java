package org.offlineimap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.offlineimap.auth.Dial;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.imap.client.Connector;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.ServerAddress;
import org.offlineimap.imap.client.Tls;
import org.offlineimap.imap.client.TlsPolicy;
import org.offlineimap.imap.client.Transport;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;

/**
 * Connects to a token endpoint as mail is connected to, but through {@code authproxy}. Immutable;
 * thread-safe.
 *
 * @param policy which endpoints are trusted
 */
record TokenDial(ImapRepositoryConfig config, Duration timeout, TlsPolicy policy) implements Dial {
  /** Trusts those that the platform's authorities vouch for. */
  TokenDial(ImapRepositoryConfig config, Duration timeout) {
    this(config, timeout, TlsPolicy.platform());
  }

  @Override
  public Line to(String host, int port, boolean tls) throws SyncException {
    ServerAddress address =
        new ServerAddress(
            host,
            port,
            config.server().ipv6(),
            timeout,
            config.server().proxies().tokens().map(TlsChoice::proxy),
            tls ? Encryption.IMPLICIT : Encryption.NONE,
            new Tls(policy));
    try {
      return new TransportLine(Connector.dial(address, config.name()));
    } catch (ImapException.TlsRefused e) {
      throw new AccountFailure(AccountFailure.Kind.TLS, text(e), e);
    } catch (ImapException e) {
      throw new RepositoryFailure(text(e), e, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryFailure(config.name() + ": stopped", e, true);
    }
  }

  private String text(ImapException e) {
    return config.name() + ": the token endpoint: " + e.getMessage();
  }

  private record TransportLine(Transport transport) implements Line {
    @Override
    public InputStream input() throws IOException {
      return transport.input();
    }

    @Override
    public OutputStream output() throws IOException {
      return transport.output();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
