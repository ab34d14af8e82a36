package org.offlineimap.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a connection is protected; the table of reference configuration 9.2 reads it. Immutable.
 *
 * @param implicitTls the option {@code ssl}
 * @param startTls the option of that name, which means something only without implicit TLS
 * @param trust whose certificates are accepted
 * @param fingerprints digests of the server's certificate, hexadecimal, lower case, without colons;
 *     empty when nothing is pinned
 * @param client what we show to the server
 * @param version which TLS
 */
public record EncryptionConfig(
    boolean implicitTls,
    StartTls startTls,
    Trust trust,
    List<String> fingerprints,
    Optional<ClientCertificate> client,
    TlsVersion version) {
  /** Whether {@code starttls} was written, and what. */
  public enum StartTls {
    UNSET,
    YES,
    NO
  }

  /** Where the accepted certificate authorities come from. */
  public sealed interface Trust {
    /** Nothing written: the operating system's bundle, else the JDK's. */
    record Platform() implements Trust {}

    /** {@code OS-DEFAULT}: the operating system's bundle only. */
    record OsDefault() implements Trust {}

    /** A PEM bundle. */
    record PemFile(Path file) implements Trust {}
  }

  /**
   * A certificate of ours, in PEM files.
   *
   * @param key the private key; empty when it stands in the file of the certificate
   */
  public record ClientCertificate(Path certificate, Optional<Path> key) {}

  /** What {@code ssl_version} leaves to choose from. */
  public enum TlsVersion {
    /** The best that both sides know, from TLS 1.2. */
    NEGOTIATED,
    TLS_1_2,
    TLS_1_3
  }

  /** Copies the list. */
  public EncryptionConfig {
    fingerprints = List.copyOf(fingerprints);
  }

  /** Implicit TLS with a certificate that the platform trusts. */
  public static EncryptionConfig usual() {
    return new EncryptionConfig(
        true,
        StartTls.UNSET,
        new Trust.Platform(),
        List.of(),
        Optional.empty(),
        TlsVersion.NEGOTIATED);
  }
}
