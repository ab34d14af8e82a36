package org.offlineimap.config;

import java.nio.file.Path;
import java.util.List;

/**
 * How a connection is protected; the table of reference configuration 9.2 reads it. Immutable.
 *
 * @param implicitTls the option {@code ssl}
 * @param startTls the option of that name, which means something only without implicit TLS
 * @param trust whose certificates are accepted
 * @param fingerprints digests of the server's certificate, hexadecimal, lower case, without colons;
 *     empty when nothing is pinned
 */
public record EncryptionConfig(
    boolean implicitTls, StartTls startTls, Trust trust, List<String> fingerprints) {
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

  /** Copies the list. */
  public EncryptionConfig {
    fingerprints = List.copyOf(fingerprints);
  }
}
