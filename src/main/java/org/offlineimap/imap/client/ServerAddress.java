package org.offlineimap.imap.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Where and how to connect.
 *
 * @param ipv6 only IPv6 (true) or only IPv4 (false) addresses; both when empty
 * @param connectTimeout for each address of the host
 */
public record ServerAddress(
    String host,
    int port,
    Optional<Boolean> ipv6,
    Duration connectTimeout,
    Encryption encryption,
    TlsPolicy tls) {}
