package org.offlineimap.auth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * GSSAPI with the ticket that the user has ({@code kinit}); nobody is asked for a password, and
 * there is no security layer. Confined to a thread.
 */
final class KerberosSaslClient implements SaslClient {
  private static final String CONFIGURATION = "java.security.krb5.conf";
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

  private final Subject ticket;
  private final SaslClient client;

  private KerberosSaslClient(Subject ticket, SaslClient client) {
    this.ticket = ticket;
    this.client = client;
  }

  /**
   * A client that shows the user's ticket.
   *
   * @throws MechanismUnavailable there is no ticket, or no Kerberos on this machine
   */
  static KerberosSaslClient create(Optional<String> identity, String host)
      throws SaslException, MechanismUnavailable {
    obeyEnvironment();
    try {
      LoginContext login = new LoginContext("offlineimap", null, null, new TicketOnly());
      login.login();
      Subject ticket = login.getSubject();
      SaslClient client =
          with(
              ticket,
              () ->
                  Sasl.createSaslClient(
                      new String[] {"GSSAPI"},
                      identity.orElse(null),
                      "imap",
                      host,
                      Map.of(Sasl.QOP, "auth"),
                      null));
      if (client == null) {
        throw new MechanismUnavailable("this Java has no GSSAPI", null);
      }
      return new KerberosSaslClient(ticket, client);
    } catch (LoginException e) {
      throw new MechanismUnavailable("no Kerberos ticket (" + e.getMessage() + ")", e);
    }
  }

  /** Other programs read the file that {@code KRB5_CONFIG} names; Java looks at a property only. */
  private static void obeyEnvironment() {
    String files = System.getenv("KRB5_CONFIG");
    if (files != null && !files.isEmpty() && System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, files.split(":", 2)[0]);
    }
  }

  private static final class TicketOnly extends Configuration {
    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(
            MODULE,
            LoginModuleControlFlag.REQUIRED,
            Map.of("useTicketCache", "true", "doNotPrompt", "true"))
      };
    }
  }

  private static <T extends @Nullable Object> T with(Subject ticket, Callable<T> step)
      throws SaslException {
    try {
      return Subject.callAs(ticket, step);
    } catch (CompletionException e) {
      if (e.getCause() instanceof SaslException failure) {
        throw failure;
      }
      throw new SaslException("GSSAPI: " + e.getCause(), e);
    }
  }

  @Override
  public String getMechanismName() {
    return "GSSAPI";
  }

  @Override
  public boolean hasInitialResponse() {
    return client.hasInitialResponse();
  }

  @Override
  public byte @Nullable [] evaluateChallenge(byte[] challenge) throws SaslException {
    return with(ticket, () -> client.evaluateChallenge(challenge));
  }

  @Override
  public boolean isComplete() {
    return client.isComplete();
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int len) throws SaslException {
    return client.unwrap(incoming, offset, len);
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int len) throws SaslException {
    return client.wrap(outgoing, offset, len);
  }

  @Override
  public Object getNegotiatedProperty(String propName) {
    return client.getNegotiatedProperty(propName);
  }

  @Override
  public void dispose() throws SaslException {
    client.dispose();
  }
}
