package org.offlineimap.imap.client;

import java.util.Optional;

/** The client side of one SASL authentication (RFC 4422). Used once, by one thread. */
public interface SaslExchange {
  /** The mechanism's name: {@code PLAIN}. */
  String mechanism();

  /** What the client says first, if it speaks first. */
  Optional<byte[]> initialResponse();

  /**
   * Answers a challenge.
   *
   * @throws ExchangeFailed the server's words are not acceptable; the authentication is cancelled
   */
  byte[] respond(byte[] challenge) throws ExchangeFailed;

  /** The mechanism gave up. */
  final class ExchangeFailed extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    /** With the reason, without secrets. */
    public ExchangeFailed(String message) {
      super(message);
    }
  }

  /** PLAIN (RFC 4616); the identity to act as may be empty. */
  static SaslExchange plain(String identity, String user, byte[] password) {
    return new PlainExchange(identity, user, password);
  }
}
