package org.offlineimap.imap.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts a server that the authorities vouch for (where they are asked) under the name it was
 * connected to, and whose certificate has one of the pinned fingerprints (where there are any).
 * Immutable.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private final Optional<Anchors> anchors;
  private final List<String> pins;

  ServerTrust(Optional<Anchors> anchors, List<String> pins) {
    this.anchors = anchors;
    this.pins = List.copyOf(pins);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    SSLSession session = ((SSLSocket) socket).getHandshakeSession();
    String host = session.getPeerHost();
    if (anchors.isPresent()) {
      verify(chain, authType, socket, host);
    }
    checkPins(chain[0], host);
  }

  private void verify(X509Certificate[] chain, String authType, Socket socket, String host)
      throws CertificateException {
    X509ExtendedTrustManager judge;
    try {
      judge = anchors.orElseThrow().judgeOf(chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException("the authorities cannot be loaded: " + e.getMessage(), e);
    }
    try {
      judge.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      throw CertificateRefused.because(reason(judge, chain, authType, host, e), chain[0], e);
    }
  }

  private static String reason(
      X509ExtendedTrustManager judge,
      X509Certificate[] chain,
      String authType,
      String host,
      CertificateException refusal) {
    Optional<String> date = wrongDate(chain);
    if (date.isPresent()) {
      return date.get();
    }
    if (isTrusted(judge, chain, authType)) {
      return "The certificate is not for '" + host + "' but for " + names(chain[0]);
    }
    if (isSelfSigned(chain[0])) {
      return "The certificate of '" + host + "' is self-signed: nobody else vouches for it";
    }
    if (isAboutThePath(refusal)) {
      return "The certificate of '"
          + host
          + "' is signed by an authority that is not trusted: "
          + chain[chain.length - 1].getIssuerX500Principal().getName();
    }
    return "The certificate of '" + host + "' is not acceptable: " + refusal.getMessage();
  }

  /** The JDK tells a path that leads nowhere by this kind of cause, however deep. */
  private static boolean isAboutThePath(Throwable refusal) {
    Throwable at = refusal;
    while (at != null) {
      if (at instanceof CertPathBuilderException) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static Optional<String> wrongDate(X509Certificate[] chain) {
    for (X509Certificate certificate : chain) {
      String whose = "The certificate of '" + certificate.getSubjectX500Principal().getName() + "'";
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        return Optional.of(
            whose + " expired on " + CertificateRefused.day(certificate.getNotAfter()));
      } catch (CertificateNotYetValidException e) {
        return Optional.of(
            whose
                + " is not valid before "
                + CertificateRefused.day(certificate.getNotBefore())
                + "; is this machine's clock right?");
      }
    }
    return Optional.empty();
  }

  /** Whether the chain is good but for the name of the host. */
  private static boolean isTrusted(
      X509ExtendedTrustManager judge, X509Certificate[] chain, String authType) {
    try {
      judge.checkServerTrusted(chain, authType);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String names(X509Certificate certificate) {
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null && !alternatives.isEmpty()) {
        return String.join(
            ", ", alternatives.stream().map(one -> String.valueOf(one.get(1))).toList());
      }
    } catch (CertificateException e) {
      return "names that cannot be read: " + e.getMessage();
    }
    return certificate.getSubjectX500Principal().getName();
  }

  private void checkPins(X509Certificate certificate, String host) throws CertificateException {
    if (pins.isEmpty()) {
      return;
    }
    for (String digest : CertificateRefused.DIGESTS) {
      if (pins.contains(CertificateRefused.fingerprint(certificate, digest))) {
        return;
      }
    }
    throw CertificateRefused.unpinned(host, certificate, pins);
  }

  /** Only sockets are used. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("the connection is not known");
  }

  /** Without a socket the host could not be checked, so this way in is closed. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the connection is not known");
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
    return new X509Certificate[0];
  }
}
