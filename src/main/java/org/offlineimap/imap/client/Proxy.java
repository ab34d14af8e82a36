package org.offlineimap.imap.client;

import java.util.Optional;
import org.offlineimap.imap.protocol.Command.Octets;

/**
 * A proxy. It resolves the server's name; this machine never asks for it. Immutable.
 *
 * @param user who uses it, where it wants to know
 * @param password of {@code user}, in UTF-8
 */
public record Proxy(
    Kind kind, String host, int port, Optional<String> user, Optional<Octets> password) {
  /** What it speaks. */
  public enum Kind {
    /** RFC 1928. */
    SOCKS5,
    /** With the names of 4A. */
    SOCKS4,
    /** CONNECT of RFC 9110 9.3.6. */
    HTTP
  }

  @Override
  public String toString() {
    return kind + " " + host + ":" + port;
  }
}
