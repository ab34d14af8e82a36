package org.offlineimap.imap.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts a server that the authorities vouch for (where there are any) and whose certificate has
 * one of the pinned fingerprints (where there are any). Immutable.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private static final List<String> DIGESTS =
      List.of("SHA-512", "SHA-384", "SHA-256", "SHA-224", "SHA-1");

  private final Optional<X509ExtendedTrustManager> authorities;
  private final List<String> pins;

  PinnedTrust(Optional<X509ExtendedTrustManager> authorities, List<String> pins) {
    this.authorities = authorities;
    this.pins = List.copyOf(pins);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkServerTrusted(chain, authType, socket);
    }
    checkPins(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkServerTrusted(chain, authType, engine);
    }
    checkPins(chain[0]);
  }

  /** Without a socket the host could not be checked, so this way in is closed. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the connection is not known");
  }

  private void checkPins(X509Certificate certificate) throws CertificateException {
    if (pins.isEmpty()) {
      return;
    }
    StringBuilder found = new StringBuilder();
    for (String digest : DIGESTS) {
      String fingerprint = fingerprint(certificate, digest);
      if (pins.contains(fingerprint)) {
        return;
      }
      found.append(found.isEmpty() ? "" : ", ").append(digest).append(' ').append(fingerprint);
    }
    throw new CertificateException(
        "the server's certificate has none of the fingerprints in cert_fingerprint "
            + pins
            + "; it has: "
            + found);
  }

  /** Of the DER form, in lower-case hexadecimal. */
  static String fingerprint(X509Certificate certificate, String digest)
      throws CertificateException {
    try {
      byte[] sum = MessageDigest.getInstance(digest).digest(certificate.getEncoded());
      return HexFormat.of().formatHex(sum);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities
        .map(X509ExtendedTrustManager::getAcceptedIssuers)
        .orElse(new X509Certificate[0]);
  }
}
