package org.offlineimap.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.offlineimap.auth.ChannelBinding;
import org.offlineimap.auth.Credentials;
import org.offlineimap.auth.MechanismUnavailable;
import org.offlineimap.auth.SaslClients;
import org.offlineimap.auth.Secret;
import org.offlineimap.config.AuthMechanism;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;

/** One try to sign in with one mechanism. Thread-safe. */
final class Attempt {
  private static final String PLUS = "-PLUS";

  private final ImapRepositoryConfig config;
  private final Access access;

  Attempt(ImapRepositoryConfig config, Access access) {
    this.config = config;
    this.access = access;
  }

  /** Signs in, or says why not; the caller knows that the server offers the mechanism. */
  void with(AuthMechanism mechanism, ImapConnection connection, String host)
      throws ImapException,
          InterruptedException,
          SyncException,
          SaslException,
          MechanismUnavailable {
    switch (mechanism) {
      case GSSAPI -> exchange(connection, SaslClients.kerberos(config.login().identity(), host));
      case EXTERNAL -> exchange(connection, SaslClients.external(config.login().identity(), host));
      case XOAUTH2, OAUTHBEARER -> token(mechanism, connection, host);
      case LOGIN -> login(connection, host);
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1, CRAM_MD5, PLAIN ->
          password(mechanism, connection, host);
    }
  }

  private void password(AuthMechanism mechanism, ImapConnection connection, String host)
      throws ImapException,
          InterruptedException,
          SyncException,
          SaslException,
          MechanismUnavailable {
    Optional<ChannelBinding> binding = binding(mechanism, connection);
    Credentials credentials = access.passwords().credentials(host);
    exchange(connection, SaslClients.withPassword(mechanism, credentials, host, binding));
    access.passwords().accept(host, credentials);
  }

  /** Without -PLUS a binding only says that it could have been used: RFC 5802 6. */
  private static Optional<ChannelBinding> binding(
      AuthMechanism mechanism, ImapConnection connection) throws MechanismUnavailable {
    Optional<ChannelBinding> binding =
        connection
            .transport()
            .binding()
            .map(one -> new ChannelBinding(one.type(), one.data().value()));
    String name = mechanism.saslName();
    if (name.endsWith(PLUS)) {
      if (binding.isEmpty()) {
        throw MechanismUnavailable.because("this connection has nothing to bind the login to");
      }
      return binding;
    }
    return connection.capabilities().has("AUTH=" + name + PLUS) ? Optional.empty() : binding;
  }

  private void login(ImapConnection connection, String host)
      throws ImapException, InterruptedException, SyncException {
    Credentials credentials = access.passwords().credentials(host);
    byte[] password = octets(credentials.password());
    try {
      connection.login(credentials.user(), password);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
    access.passwords().accept(host, credentials);
  }

  /** A token that was good once may have expired: one more try with a new one. */
  private void token(AuthMechanism mechanism, ImapConnection connection, String host)
      throws ImapException,
          InterruptedException,
          SyncException,
          SaslException,
          MechanismUnavailable {
    String user = access.passwords().requiredUser(host);
    Secret token = access.tokens().token();
    try {
      exchange(connection, SaslClients.withToken(mechanism, user, token, host));
    } catch (ImapException.AuthenticationRefused e) {
      Optional<Secret> newer = access.tokens().tokenAfter(token);
      if (newer.isEmpty()) {
        throw e;
      }
      exchange(connection, SaslClients.withToken(mechanism, user, newer.get(), host));
    }
  }

  private void exchange(ImapConnection connection, SaslClient client)
      throws ImapException, InterruptedException, SaslException, AccountFailure {
    SaslAdapter adapter = new SaslAdapter(client);
    try {
      connection.authenticate(adapter);
    } catch (ImapException.AuthenticationRefused e) {
      if (adapter.isServerUnproven()) {
        throw unproven(e.serverText());
      }
      throw e;
    }
    if (!adapter.isComplete()) {
      throw unproven(adapter.mechanism() + ": the server gave no proof that it knows the password");
    }
  }

  /** Nothing else is tried: it could be somebody who collects passwords. */
  private AccountFailure unproven(String what) {
    return new AccountFailure(
        AccountFailure.Kind.AUTH,
        "Repository %s: %s. It may not be your server; nothing else was tried"
            .formatted(config.name(), what),
        null);
  }

  private static byte[] octets(Secret password) {
    return password.use(characters -> {
      ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
      byte[] octets = new byte[encoded.remaining()];
      encoded.get(0, octets);
      encoded.put(0, new byte[octets.length]);
      return octets;
    });
  }
}
