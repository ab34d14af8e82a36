package org.offlineimap.imap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.offlineimap.imap.protocol.Command.Octets;

/**
 * The one interface through which everything passes that is sent to, or comes from, a server. The
 * input is read by one thread and the output written by another; {@link #close} may be called by
 * any.
 */
public interface Transport extends AutoCloseable {
  /** What the server sends. A read past the time-out throws SocketTimeoutException. */
  InputStream input() throws IOException;

  /** What is sent; unbuffered. */
  OutputStream output() throws IOException;

  /** How long a read may wait; zero means for ever. Not every transport can keep it. */
  void readTimeout(Duration timeout) throws IOException;

  /** This end, for messages. */
  String localAddress();

  /** The other end, for messages. */
  String remoteAddress();

  /** Whether what passes is encrypted and the server's identity is verified. */
  boolean isSecure();

  /** What a login can be tied to, where there is TLS. */
  default Optional<Binding> binding() {
    return Optional.empty();
  }

  /**
   * Channel binding data (RFC 5056). Immutable.
   *
   * @param type {@code tls-exporter} (RFC 9266) or {@code tls-server-end-point} (RFC 5929)
   */
  record Binding(String type, Octets data) {}

  /** Ends it at once; reads and writes under way fail. */
  @Override
  void close();
}
