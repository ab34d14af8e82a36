package org.offlineimap.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.offlineimap.auth.Credentials;
import org.offlineimap.auth.PasswordSource;
import org.offlineimap.auth.SaslClients;
import org.offlineimap.auth.Secret;
import org.offlineimap.config.AuthMechanism;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Signs in with the first mechanism that the configuration allows, the server offers and accepts
 * (reference: configuration 9.1). Thread-safe.
 */
final class SignIn {
  private final ImapRepositoryConfig config;
  private final PasswordSource passwords;

  SignIn(ImapRepositoryConfig config, PasswordSource passwords) {
    this.config = config;
    this.passwords = passwords;
  }

  /**
   * Signs in.
   *
   * @throws AccountFailure no password, no common mechanism, or all of them refused
   */
  void to(ImapConnection connection) throws ImapException, InterruptedException, AccountFailure {
    Credentials credentials = passwords.credentials();
    List<String> refusals = new ArrayList<>();
    for (AuthMechanism mechanism : config.login().mechanisms()) {
      if (!offered(connection, mechanism)) {
        continue;
      }
      try {
        attempt(connection, mechanism, credentials);
        passwords.accept(credentials);
        return;
      } catch (ImapException.AuthenticationRefused e) {
        refusals.add("\n\t" + mechanism.saslName() + ": " + e.serverText());
      } catch (SaslException e) {
        refusals.add("\n\t" + mechanism.saslName() + ": " + e.getMessage());
      }
    }
    throw refused(refusals);
  }

  private AccountFailure refused(List<String> refusals) {
    if (refusals.isEmpty()) {
      String text =
          "%s: the server offers none of the authentication types that are configured: %s"
              .formatted(
                  config.name(),
                  config.login().mechanisms().stream().map(AuthMechanism::saslName).toList());
      return new AccountFailure(AccountFailure.Kind.AUTH, text, null);
    }
    passwords.refuse(refusals.getLast().strip());
    return new AccountFailure(
        AccountFailure.Kind.AUTH,
        "All authentication types failed:" + String.join("", refusals),
        null);
  }

  private static boolean offered(ImapConnection connection, AuthMechanism mechanism) {
    return mechanism == AuthMechanism.LOGIN
        ? !connection.capabilities().has("LOGINDISABLED")
        : connection.capabilities().has("AUTH=" + mechanism.saslName().toUpperCase(Locale.ROOT));
  }

  private void attempt(ImapConnection connection, AuthMechanism mechanism, Credentials credentials)
      throws ImapException, InterruptedException, SaslException {
    Optional<SaslClient> client = SaslClients.create(mechanism, credentials, config.host());
    if (client.isPresent()) {
      connection.authenticate(new SaslAdapter(client.get()));
      return;
    }
    byte[] password = octets(credentials.password());
    try {
      connection.login(credentials.user(), password);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
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
