package org.offlineimap.imap.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Finds the certificate authorities to trust. Stateless. */
final class TrustAnchors {
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

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", Pattern.DOTALL);

  private TrustAnchors() {}

  /** The platform's bundle, where there is one. */
  static Optional<Path> platformBundle() {
    Stream<String> named = Stream.ofNullable(System.getenv("SSL_CERT_FILE"));
    return Stream.concat(BUNDLES.stream(), named)
        .map(Path::of)
        .filter(Files::isReadable)
        .findFirst();
  }

  /** Trusts the bundle, else what the JDK brings. */
  static X509ExtendedTrustManager trustManager(Optional<Path> bundle)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    Optional<Path> file = bundle.or(TrustAnchors::platformBundle);
    factory.init(file.isPresent() ? load(file.get()) : jdkStore());
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this JDK has no X.509 trust manager");
  }

  /** Null means the JDK's own authorities to {@link TrustManagerFactory#init(KeyStore)}. */
  private static @Nullable KeyStore jdkStore() {
    return null;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Matcher matcher = CERTIFICATE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    int count = 0;
    while (matcher.find()) {
      byte[] pem = matcher.group().getBytes(StandardCharsets.ISO_8859_1);
      store.setCertificateEntry(
          "ca" + count++, factory.generateCertificate(new ByteArrayInputStream(pem)));
    }
    if (count == 0) {
      throw new CertificateException("no certificate in " + file);
    }
    return store;
  }
}
