package org.offlineimap.imap.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which servers are trusted, and what is shown to them (reference: configuration 9.2). Immutable.
 *
 * @param authorities who may vouch for a server
 * @param pins {@code cert_fingerprint}: hexadecimal, lower case, without colons
 * @param client what is shown to the server
 * @param protocols {@code TLSv1.3} and older, those that may be spoken
 * @param notices takes a line for the user when a certificate was accepted unverified on loopback
 */
public record TlsPolicy(
    Authorities authorities,
    List<String> pins,
    Optional<Client> client,
    List<String> protocols,
    Consumer<String> notices) {
  /** Where certificate authorities come from. */
  public sealed interface Authorities {
    /** The system's bundle, else the JDK's. */
    record Platform() implements Authorities {}

    /** The system's bundle only. */
    record SystemOnly() implements Authorities {}

    /** A PEM bundle. */
    record Bundle(Path file) implements Authorities {}
  }

  /**
   * A certificate of ours, in PEM files.
   *
   * @param key the private key; empty when it stands in the file of the certificate
   */
  public record Client(Path certificate, Optional<Path> key) {}

  /** Both versions that are safe. */
  public static final List<String> BEST = List.of("TLSv1.3", "TLSv1.2");

  /** Normalises the fingerprints. */
  public TlsPolicy {
    pins =
        pins.stream()
            .map(pin -> pin.replace(":", "").strip().toLowerCase(Locale.ROOT))
            .filter(pin -> !pin.isEmpty())
            .toList();
    protocols = List.copyOf(protocols);
  }

  /** Verified against the platform's authorities. */
  public static TlsPolicy platform() {
    return new TlsPolicy(new Authorities.Platform(), List.of(), Optional.empty(), BEST, _ -> {});
  }

  /** Whether the user configured neither an authority nor a fingerprint. */
  boolean isUnconfigured() {
    return authorities instanceof Authorities.Platform && pins.isEmpty();
  }

  /** A pin alone accepts a self-signed certificate; a pin and an authority must both hold. */
  boolean asksAuthorities() {
    return pins.isEmpty() || !(authorities instanceof Authorities.Platform);
  }
}
