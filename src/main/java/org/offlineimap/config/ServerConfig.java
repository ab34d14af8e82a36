package org.offlineimap.config;

import java.util.Optional;

/**
 * Which server, and by which way (reference: configuration, 6 and 9.1). Immutable.
 *
 * @param host its name or address; empty with a tunnel that needs none
 * @param port 1 to 65535; what {@code computedPort} says comes first
 * @param computedPort {@code remoteporteval}
 * @param ipv6 only IPv6 (true) or only IPv4 (false) addresses; both when empty
 * @param tunnel a command that is talked to instead of a server
 * @param proxies what connections go through
 * @param compression when both ways are compressed, where the server can
 */
public record ServerConfig(
    Optional<TextValue> host,
    int port,
    Optional<PythonExpression> computedPort,
    Optional<Boolean> ipv6,
    Optional<Tunnel> tunnel,
    Proxies proxies,
    Compression compression) {
  /** {@code usecompression}. */
  public enum Compression {
    ALWAYS,
    NEVER,
    /** What happens when nothing is said: once much is to come, and has come slowly. */
    ON_SLOW_LINES
  }

  /**
   * A command whose input and output carry IMAP.
   *
   * @param command for the shell
   * @param preauthenticated whether the server behind it has let us in already
   */
  public record Tunnel(String command, boolean preauthenticated) {}

  /**
   * Both are empty for direct connections.
   *
   * @param mail for IMAP
   * @param tokens for the token endpoint
   */
  public record Proxies(Optional<ProxyConfig> mail, Optional<ProxyConfig> tokens) {
    /** Direct connections. */
    public static final Proxies NONE = new Proxies(Optional.empty(), Optional.empty());
  }

  /** A server that is connected to directly. */
  public static ServerConfig direct(String host, int port) {
    return new ServerConfig(
        Optional.of(TextValue.Written.of(host)),
        port,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Proxies.NONE,
        Compression.ON_SLOW_LINES);
  }
}
