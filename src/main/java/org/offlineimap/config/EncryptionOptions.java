package org.offlineimap.config;

import static org.offlineimap.config.OptionState.CARRIED_OUT;
import static org.offlineimap.config.OptionType.BOOL;
import static org.offlineimap.config.OptionType.FINGERPRINTS;
import static org.offlineimap.config.OptionType.PATH;
import static org.offlineimap.config.OptionType.TLS_LEVEL;
import static org.offlineimap.config.OptionType.TLS_VERSION;
import static org.offlineimap.config.SectionKind.IMAP;

import java.util.List;

/** How a connection is protected (reference: configuration, 9.2). Immutable. */
final class EncryptionOptions {
  static final List<Option> ROWS =
      List.of(
          new Option(IMAP, "ssl", BOOL, CARRIED_OUT),
          new Option(IMAP, "starttls", BOOL, CARRIED_OUT),
          new Option(IMAP, "sslcacertfile", PATH, CARRIED_OUT),
          new Option(IMAP, "cert_fingerprint", FINGERPRINTS, CARRIED_OUT),
          new Option(IMAP, "sslclientcert", PATH, CARRIED_OUT),
          new Option(IMAP, "sslclientkey", PATH, CARRIED_OUT),
          new Option(IMAP, "ssl_version", TLS_VERSION, CARRIED_OUT),
          new Option(IMAP, "tls_level", TLS_LEVEL, CARRIED_OUT));

  private EncryptionOptions() {}
}
