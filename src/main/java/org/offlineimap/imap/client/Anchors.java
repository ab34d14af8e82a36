package org.offlineimap.imap.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authorities, by subject. A bundle holds some hundred and a chain needs one, so only
 * those that could be meant are ever built. Immutable after making; thread-safe.
 */
final class Anchors {
  /** The bundles of the systems we know (reference: configuration 9.2). */
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/usr/local/share/certs/ca-root-nss.crt",
          "/etc/ssl/cert.pem",
          "/opt/local/share/curl/curl-ca-bundle.crt",
          "/usr/local/etc/openssl/cert.pem",
          "/opt/homebrew/etc/openssl@3/cert.pem");

  private final Map<ByteBuffer, List<byte[]>> bySubject = new HashMap<>();

  /** What the JDK brings instead of a bundle. */
  private final @Nullable X509ExtendedTrustManager ofTheJdk;

  private Anchors(Collection<Pem> blocks, @Nullable X509ExtendedTrustManager ofTheJdk) {
    this.ofTheJdk = ofTheJdk;
    for (Pem block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        Der.subject(block.octets())
            .ifPresent(subject ->
                bySubject
                    .computeIfAbsent(ByteBuffer.wrap(subject), _ -> new ArrayList<>(1))
                    .add(block.octets()));
      }
    }
  }

  static Anchors of(TlsPolicy.Authorities authorities)
      throws IOException, GeneralSecurityException {
    return switch (authorities) {
      case TlsPolicy.Authorities.Bundle(var file) -> of(file);
      case TlsPolicy.Authorities.SystemOnly _ -> {
        List<Path> bundles = bundles();
        if (bundles.isEmpty()) {
          throw new CertificateException(
              "sslcacertfile = OS-DEFAULT: none of the usual bundles is here: "
                  + String.join(", ", BUNDLES)
                  + ", nor one that SSL_CERT_FILE names");
        }
        yield of(bundles.getFirst());
      }
      case TlsPolicy.Authorities.Platform _ -> {
        List<Path> bundles = bundles();
        yield bundles.isEmpty()
            ? new Anchors(List.of(), manager(jdkStore()))
            : of(bundles.getFirst());
      }
    };
  }

  private static Anchors of(Path file) throws IOException, CertificateException {
    Anchors anchors = new Anchors(Pem.read(file), null);
    if (anchors.bySubject.isEmpty()) {
      throw new CertificateException("no certificate in " + file);
    }
    return anchors;
  }

  /** The system's bundles that are here, the one to use first. */
  private static List<Path> bundles() {
    Stream<String> named = Stream.ofNullable(System.getenv("SSL_CERT_FILE"));
    return Stream.concat(BUNDLES.stream(), named).map(Path::of).filter(Files::isReadable).toList();
  }

  /** Null means the JDK's own authorities to {@link TrustManagerFactory#init(KeyStore)}. */
  private static @Nullable KeyStore jdkStore() {
    return null;
  }

  /** A judge who knows every authority that could have to do with {@code chain}. */
  X509ExtendedTrustManager judgeOf(X509Certificate[] chain)
      throws IOException, GeneralSecurityException {
    if (ofTheJdk != null) {
      return ofTheJdk;
    }
    Set<ByteBuffer> names = new LinkedHashSet<>();
    for (X509Certificate certificate : chain) {
      names.add(ByteBuffer.wrap(certificate.getSubjectX500Principal().getEncoded()));
      names.add(ByteBuffer.wrap(certificate.getIssuerX500Principal().getEncoded()));
    }
    List<byte[]> meant = new ArrayList<>();
    names.forEach(name -> meant.addAll(bySubject.getOrDefault(name, List.of())));
    if (meant.isEmpty()) {
      // One name can be spelled in several ways: before refusing, look at all.
      bySubject.values().forEach(meant::addAll);
    }
    return manager(store(meant));
  }

  private static KeyStore store(List<byte[]> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int count = 0;
    for (byte[] der : certificates) {
      store.setCertificateEntry(
          "ca" + count++, factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return store;
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this JDK has no X.509 trust manager");
  }
}
