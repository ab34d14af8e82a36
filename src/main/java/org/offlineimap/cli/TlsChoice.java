package org.offlineimap.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.offlineimap.config.EncryptionConfig;
import org.offlineimap.config.EncryptionConfig.Trust;
import org.offlineimap.config.ProxyConfig;
import org.offlineimap.imap.client.Encryption;
import org.offlineimap.imap.client.Proxy;
import org.offlineimap.imap.client.TlsPolicy;
import org.offlineimap.imap.protocol.Command.Octets;

/** What the rc file says about the way to a server, in the words of the client. Stateless. */
final class TlsChoice {
  private TlsChoice() {}

  /** Which row of the table holds. */
  static Encryption encryption(EncryptionConfig wanted) {
    if (wanted.implicitTls()) {
      return Encryption.IMPLICIT;
    }
    return switch (wanted.startTls()) {
      case YES -> Encryption.STARTTLS_DEMANDED;
      case UNSET -> Encryption.STARTTLS_EXPECTED;
      case NO -> Encryption.NONE;
    };
  }

  /** Whom to trust, and what to show. */
  static TlsPolicy policy(EncryptionConfig wanted, Consumer<String> notices) {
    TlsPolicy.Authorities authorities =
        switch (wanted.trust()) {
          case Trust.PemFile(var file) -> new TlsPolicy.Authorities.Bundle(file);
          case Trust.Platform _ -> new TlsPolicy.Authorities.Platform();
          case Trust.OsDefault _ -> new TlsPolicy.Authorities.SystemOnly();
        };
    List<String> protocols =
        switch (wanted.version()) {
          case NEGOTIATED -> TlsPolicy.BEST;
          case TLS_1_2 -> List.of("TLSv1.2");
          case TLS_1_3 -> List.of("TLSv1.3");
        };
    return new TlsPolicy(
        authorities,
        wanted.fingerprints(),
        wanted.client().map(one -> new TlsPolicy.Client(one.certificate(), one.key())),
        protocols,
        notices);
  }

  /** A proxy. */
  static Proxy proxy(ProxyConfig wanted) {
    Proxy.Kind kind =
        switch (wanted.kind()) {
          case SOCKS5 -> Proxy.Kind.SOCKS5;
          case SOCKS4 -> Proxy.Kind.SOCKS4;
          case HTTP -> Proxy.Kind.HTTP;
        };
    return new Proxy(
        kind,
        wanted.host(),
        wanted.port(),
        wanted.user(),
        wanted
            .password()
            .map(hidden -> new Octets(hidden.text().getBytes(StandardCharsets.UTF_8))));
  }
}
