package org.offlineimap.cli;

import java.time.Duration;
import java.util.Optional;
import org.offlineimap.auth.PasswordSource;
import org.offlineimap.config.EncryptionConfig;
import org.offlineimap.config.EncryptionConfig.Trust;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.Connector;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.ServerAddress;
import org.offlineimap.imap.client.TlsPolicy;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapRepository;

/** Connects to a server as its rc section says, and signs in. Thread-safe. */
final class ImapDoor implements ImapRepository.Door {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final String account;
  private final ImapRepositoryConfig config;
  private final SignIn signIn;
  private final ConnectionOptions options;
  private final EventSink events;

  ImapDoor(
      String account,
      ImapRepositoryConfig config,
      PasswordSource passwords,
      ConnectionOptions options,
      EventSink events) {
    this.account = account;
    this.config = config;
    this.signIn = new SignIn(config, passwords);
    this.options = options;
    this.events = events;
  }

  @Override
  public ImapConnection open() throws ImapException, InterruptedException, SyncException {
    events.accept(new SyncEvent.Connecting(account, config.name(), config.host(), config.port()));
    ImapConnection connection = Connector.connect(address(), options);
    boolean signedIn = false;
    try {
      if (!connection.isPreauthenticated()) {
        signIn.to(connection);
      }
      signedIn = true;
      return connection;
    } finally {
      if (!signedIn) {
        connection.close();
      }
    }
  }

  private ServerAddress address() {
    EncryptionConfig wanted = config.encryption();
    TlsPolicy tls = new TlsPolicy(authorities(wanted.trust()), wanted.fingerprints(), this::warn);
    return new ServerAddress(
        config.host(), config.port(), Optional.empty(), CONNECT_TIMEOUT, encryption(wanted), tls);
  }

  private static Optional<java.nio.file.Path> authorities(Trust trust) {
    return switch (trust) {
      case Trust.PemFile(var file) -> Optional.of(file);
      case Trust.Platform _, Trust.OsDefault _ -> Optional.empty();
    };
  }

  private static Encryption encryption(EncryptionConfig wanted) {
    if (wanted.implicitTls()) {
      return Encryption.IMPLICIT;
    }
    return switch (wanted.startTls()) {
      case YES -> Encryption.STARTTLS_DEMANDED;
      case UNSET -> Encryption.STARTTLS_EXPECTED;
      case NO -> Encryption.NONE;
    };
  }

  private void warn(String text) {
    events.accept(new SyncEvent.Warning(account, Optional.empty(), text));
  }
}
