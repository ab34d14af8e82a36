package org.offlineimap.cli;

import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.offlineimap.auth.ServerUnproven;
import org.offlineimap.imap.client.SaslExchange;

/** The JDK's view of a mechanism as the connection sees it. Used once, by one thread. */
final class SaslAdapter implements SaslExchange {
  private static final byte[] NOTHING = {};

  private final SaslClient client;
  private final Optional<byte[]> first;
  private boolean unproven;

  /**
   * Takes over {@code client}.
   *
   * @throws SaslException the mechanism does not get as far as its first word
   */
  SaslAdapter(SaslClient client) throws SaslException {
    this.client = client;
    this.first =
        client.hasInitialResponse()
            ? Optional.ofNullable(client.evaluateChallenge(NOTHING))
            : Optional.empty();
  }

  @Override
  public String mechanism() {
    return client.getMechanismName();
  }

  @Override
  public Optional<byte[]> initialResponse() {
    return first;
  }

  @Override
  public byte[] respond(byte[] challenge) throws ExchangeFailed {
    try {
      byte[] answer = client.evaluateChallenge(challenge);
      return answer == null ? NOTHING : answer;
    } catch (ServerUnproven e) {
      unproven = true;
      throw new ExchangeFailed(String.valueOf(e.getMessage()));
    } catch (SaslException e) {
      throw new ExchangeFailed(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the server was caught without a proof that it knows the password. */
  boolean isServerUnproven() {
    return unproven;
  }

  /** Whether nothing is missing: a mutual mechanism is not done before the server's proof. */
  boolean isComplete() {
    return client.isComplete();
  }
}
