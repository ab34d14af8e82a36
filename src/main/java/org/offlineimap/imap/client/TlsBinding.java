package org.offlineimap.imap.client;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.offlineimap.imap.protocol.Command.Octets;

/** Finds the channel binding data of a TLS connection. Stateless. */
final class TlsBinding {
  private static final String LABEL = "EXPORTER-Channel-Binding";
  private static final int OCTETS = 32;

  private TlsBinding() {}

  /** The exporter's under TLS 1.3 (RFC 9266), the server's end point under 1.2 (RFC 5929). */
  static Optional<Transport.Binding> of(SSLSocket socket) {
    SSLSession session = socket.getSession();
    try {
      if (session instanceof ExtendedSSLSession extended
          && session.getProtocol().equals("TLSv1.3")) {
        byte[] data = extended.exportKeyingMaterialData(LABEL, new byte[0], OCTETS);
        return Optional.of(new Transport.Binding("tls-exporter", new Octets(data)));
      }
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      byte[] data = MessageDigest.getInstance(digest(certificate)).digest(certificate.getEncoded());
      return Optional.of(new Transport.Binding("tls-server-end-point", new Octets(data)));
    } catch (SSLException | GeneralSecurityException | UnsupportedOperationException none) {
      // Without binding data the mechanisms that need it are passed over, and that is told.
      return Optional.empty();
    }
  }

  /** RFC 5929 4.1: that of the signature, but SHA-256 for the two broken ones. */
  static String digest(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (signature.startsWith("SHA384")) {
      return "SHA-384";
    }
    return signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
  }
}
