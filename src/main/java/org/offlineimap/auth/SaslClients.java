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
   * PLAIN, CRAM-MD5 or SCRAM.
   *
   * @param host the server's name as configured
   * @param binding see {@link ScramSaslClient}
   * @throws SaslException when the credentials do not fit the mechanism (RFC 4616: NUL in PLAIN)
   */
  public static SaslClient withPassword(
      AuthMechanism mechanism,
      Credentials credentials,
      String host,
      Optional<ChannelBinding> binding)
      throws SaslException {
    return switch (mechanism) {
      case PLAIN -> new PlainSaslClient(credentials);
      case CRAM_MD5 -> jdk(mechanism, Optional.empty(), host, answersWith(credentials));
      case SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1 ->
          new ScramSaslClient(mechanism.saslName(), credentials, binding);
      case GSSAPI, EXTERNAL, XOAUTH2, OAUTHBEARER, LOGIN ->
          throw new IllegalArgumentException(mechanism.saslName());
    };
  }

  /** XOAUTH2 or OAUTHBEARER for {@code user}. */
  public static SaslClient withToken(
      AuthMechanism mechanism, String user, Secret token, String host) {
    return new TokenSaslClient(mechanism, user, token, host);
  }

  /** EXTERNAL (RFC 4422 A): whom the certificate names, or {@code identity}. */
  public static SaslClient external(Optional<String> identity, String host) throws SaslException {
    return jdk(AuthMechanism.EXTERNAL, identity, host, null);
  }

  /**
   * GSSAPI with the user's Kerberos ticket.
   *
   * @throws MechanismUnavailable there is none
   */
  public static SaslClient kerberos(Optional<String> identity, String host)
      throws SaslException, MechanismUnavailable {
    return KerberosSaslClient.create(identity, host);
  }

  private static SaslClient jdk(
      AuthMechanism mechanism,
      Optional<String> identity,
      String host,
      @Nullable CallbackHandler answers)
      throws SaslException {
    SaslClient client =
        Sasl.createSaslClient(
            new String[] {mechanism.saslName()},
            identity.orElse(null),
            "imap",
            host,
            Map.of(),
            answers);
    if (client == null) {
      throw new SaslException("this Java has no " + mechanism.saslName());
    }
    return client;
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
