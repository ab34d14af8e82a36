package org.offlineimap.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.sasl.SaslClient;
import org.offlineimap.config.AuthMechanism;

/**
 * XOAUTH2 and OAUTHBEARER (RFC 7628): one message with the token. The server's one challenge tells
 * of a failure and wants an answer all the same. Confined to a thread.
 */
final class TokenSaslClient implements SaslClient {
  private static final char SEPARATOR = '\u0001';
  private static final byte[] GO_ON_AND_REFUSE = {SEPARATOR};
  private static final byte[] NOTHING = {};

  private final AuthMechanism mechanism;
  private final byte[] message;
  private boolean said;

  /** For one of the two mechanisms; {@code identity} is the user whose mail it is. */
  TokenSaslClient(AuthMechanism mechanism, String identity, Secret token, String host) {
    this.mechanism = mechanism;
    String start =
        mechanism == AuthMechanism.XOAUTH2
            ? "user=" + identity + SEPARATOR
            : "n,a=" + escaped(identity) + "," + SEPARATOR + "host=" + host + SEPARATOR;
    this.message =
        token.use(characters ->
            (start + "auth=Bearer " + new String(characters) + SEPARATOR + SEPARATOR)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 5801 4: a comma and an equals sign have names of their own. */
  private static String escaped(String name) {
    return name.replace("=", "=3D").replace(",", "=2C");
  }

  @Override
  public String getMechanismName() {
    return mechanism.saslName();
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) {
    if (said) {
      return mechanism == AuthMechanism.XOAUTH2 ? NOTHING : GO_ON_AND_REFUSE.clone();
    }
    said = true;
    byte[] sent = message.clone();
    Arrays.fill(message, (byte) 0);
    return sent;
  }

  @Override
  public boolean isComplete() {
    return said;
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int len) {
    throw new IllegalStateException("there is no security layer");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int len) {
    throw new IllegalStateException("there is no security layer");
  }

  @Override
  public Object getNegotiatedProperty(String propName) {
    throw new IllegalStateException("nothing is negotiated");
  }

  @Override
  public void dispose() {}
}
