package org.offlineimap.imap.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Where and how to connect.
 *
 * @param ipv6 only IPv6 (true) or only IPv4 (false) addresses; both when empty
 * @param connectTimeout for all addresses of the host together, and for what a proxy has to say
 * @param proxy what the connection goes through
 */
public record ServerAddress(
    String host,
    int port,
    Optional<Boolean> ipv6,
    Duration connectTimeout,
    Optional<Proxy> proxy,
    Encryption encryption,
    Tls tls) {}
