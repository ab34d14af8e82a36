package org.offlineimap.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * PLAIN (RFC 4616): one message with everything in it. Of our own because asking the JDK for this
 * one starts every security provider that it has. Confined to a thread.
 */
final class PlainSaslClient implements SaslClient {
  private final byte[] message;
  private boolean said;

  /**
   * Makes the message.
   *
   * @throws SaslException when something holds a NUL, which separates
   */
  PlainSaslClient(Credentials credentials) throws SaslException {
    Optional<byte[]> made =
        credentials
            .password()
            .use(password ->
                message(
                    credentials.identity().orElse("").toCharArray(),
                    credentials.user().toCharArray(),
                    password));
    this.message =
        made.orElseThrow(
            () -> new SaslException("PLAIN cannot carry a NUL in user, identity or password"));
  }

  /** What goes over the wire; empty when there is a NUL in a part. */
  private static Optional<byte[]> message(char[] identity, char[] user, char[] password) {
    CharBuffer text = CharBuffer.allocate(identity.length + user.length + password.length + 2);
    text.put(identity).put('\0').put(user).put('\0').put(password).flip();
    ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
    byte[] all = new byte[octets.remaining()];
    octets.get(all);
    wipe(octets);
    int separators = 0;
    for (char character : text.array()) {
      separators += character == '\0' ? 1 : 0;
    }
    Arrays.fill(text.array(), '\0');
    return separators == 2 ? Optional.of(all) : Optional.empty();
  }

  private static void wipe(ByteBuffer octets) {
    octets.clear();
    while (octets.hasRemaining()) {
      octets.put((byte) 0);
    }
  }

  @Override
  public String getMechanismName() {
    return "PLAIN";
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) {
    if (said) {
      throw new IllegalStateException("PLAIN says everything at once");
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
  public void dispose() {
    Arrays.fill(message, (byte) 0);
  }
}
