package org.offlineimap.imap.client;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate is not accepted. The message tells why, shows the certificate, and has the
 * lines that would accept it.
 */
final class CertificateRefused extends CertificateException {
  private static final long serialVersionUID = 1;

  /** The digests that {@code cert_fingerprint} may be of, longest first. */
  static final List<String> DIGESTS = List.of("SHA-512", "SHA-384", "SHA-256", "SHA-224", "SHA-1");

  private CertificateRefused(String text, @Nullable Throwable cause) {
    super(text, cause);
  }

  /** The authorities do not vouch for it, for this reason. */
  static CertificateRefused because(
      String reason, X509Certificate certificate, @Nullable Throwable cause)
      throws CertificateException {
    String text =
        """
        %s
          subject: %s
          issuer: %s
          valid: %s to %s
          SHA-256: %s
        If you know that this is your server's certificate, this line in the repository's section accepts it:
          cert_fingerprint = %s
        Or name the authority that signed it: sslcacertfile = FILE\
        """
            .formatted(
                reason,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                day(certificate.getNotBefore()),
                day(certificate.getNotAfter()),
                fingerprint(certificate, "SHA-256"),
                fingerprint(certificate, "SHA-256"));
    return new CertificateRefused(text, cause);
  }

  /** None of the pins fits; the form is the original's, from which users copy the value. */
  static CertificateRefused unpinned(String host, X509Certificate certificate, List<String> pins)
      throws CertificateException {
    StringBuilder found = new StringBuilder();
    for (String digest : DIGESTS) {
      found
          .append(found.isEmpty() ? "" : ", ")
          .append("('")
          .append(digest.replace("-", "").toLowerCase(java.util.Locale.ROOT))
          .append("', '")
          .append(fingerprint(certificate, digest))
          .append("')");
    }
    String text =
        ("Server SSL fingerprint(s) '[%s]' for hostname '%s' does not match configured"
                + " fingerprint(s) %s.  Please verify and set 'cert_fingerprint' accordingly if not"
                + " set yet.")
            .formatted(found, host, pins);
    return new CertificateRefused(text, null);
  }

  /** A day, in UTC. */
  static String day(Date date) {
    return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
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
}
