package org.offlineimap.imap.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which servers are trusted (reference: configuration 9.2).
 *
 * @param caFile PEM bundle; without it the platform's
 * @param pins {@code cert_fingerprint}: hexadecimal, lower case, without colons
 * @param notices takes a line for the user when a certificate was accepted unverified on loopback
 */
public record TlsPolicy(Optional<Path> caFile, List<String> pins, Consumer<String> notices) {
  /** Normalises the fingerprints. */
  public TlsPolicy {
    pins =
        pins.stream()
            .map(pin -> pin.replace(":", "").strip().toLowerCase(Locale.ROOT))
            .filter(pin -> !pin.isEmpty())
            .toList();
  }

  /** Verified against the platform's authorities. */
  public static TlsPolicy platform() {
    return new TlsPolicy(Optional.empty(), List.of(), _ -> {});
  }

  /** Whether the user configured neither an authority nor a fingerprint. */
  boolean isUnconfigured() {
    return caFile.isEmpty() && pins.isEmpty();
  }
}
