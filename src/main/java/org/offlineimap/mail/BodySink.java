package org.offlineimap.mail;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes message bodies as they stream in. Called on a connection's reader thread: it may write to
 * the local disk or to bounded memory, never to another connection. When it throws, only that
 * message's fetch fails; the connection discards the rest of the literal.
 */
public interface BodySink {
  /**
   * Opens the destination of one message. The octets written are those of the wire, CRLF included.
   * {@code close} comes after the last octet; it does not mean that the message is durable. A
   * stream that is not complete is closed after {@link #abandon}.
   *
   * @param uid the message
   * @param octets the length the server announced
   */
  OutputStream open(Uid uid, long octets) throws IOException;

  /** The body of {@code uid} ended before its announced length; what was written is worthless. */
  void abandon(Uid uid);
}
