package org.offlineimap.auth;

import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.AuthMechanism;

/** Makes SASL clients. Stateless; each client is confined to a thread. */
public final class SaslClients {
  private SaslClients() {}

  /**
   * A client for {@code mechanism}, or nothing where the mechanism is no SASL one (LOGIN is the
   * IMAP command) or is not carried out yet.
   *
   * @param host the server's name as configured
   * @throws SaslException when the credentials do not fit the mechanism (RFC 4616: NUL in PLAIN)
   */
  public static Optional<SaslClient> create(
      AuthMechanism mechanism, Credentials credentials, String host) throws SaslException {
    return switch (mechanism) {
      case PLAIN -> Optional.ofNullable(plain(credentials, host));
      case LOGIN,
          GSSAPI,
          EXTERNAL,
          XOAUTH2,
          OAUTHBEARER,
          SCRAM_SHA_256_PLUS,
          SCRAM_SHA_256,
          SCRAM_SHA_1_PLUS,
          SCRAM_SHA_1,
          CRAM_MD5 ->
          Optional.empty();
    };
  }

  private static @Nullable SaslClient plain(Credentials credentials, String host)
      throws SaslException {
    boolean separatorInside =
        credentials.user().indexOf('\0') >= 0
            || credentials.identity().orElse("").indexOf('\0') >= 0
            || credentials.password().use(SaslClients::holdsSeparator);
    if (separatorInside) {
      throw new SaslException("PLAIN cannot carry a NUL in user, identity or password");
    }
    return Sasl.createSaslClient(
        new String[] {"PLAIN"},
        credentials.identity().orElse(null),
        "imap",
        host,
        Map.of(),
        answersWith(credentials));
  }

  private static boolean holdsSeparator(char[] characters) {
    for (char c : characters) {
      if (c == '\0') {
        return true;
      }
    }
    return false;
  }

  private static CallbackHandler answersWith(Credentials credentials) {
    return callbacks -> {
      for (Callback callback : callbacks) {
        switch (callback) {
          case NameCallback name -> name.setName(credentials.user());
          case PasswordCallback password ->
              credentials
                  .password()
                  .use(characters -> {
                    password.setPassword(characters);
                    return password;
                  });
          default -> throw new UnsupportedCallbackException(callback);
        }
      }
    };
  }
}
