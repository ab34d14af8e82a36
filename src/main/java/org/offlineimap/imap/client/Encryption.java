package org.offlineimap.imap.client;

/** Which row of the encryption table holds (reference: configuration 9.2). */
public enum Encryption {
  /** {@code ssl = yes}: TLS from the first octet. */
  IMPLICIT,
  /** {@code ssl = no}, {@code starttls = yes} written: upgraded or ended, everywhere. */
  STARTTLS_DEMANDED,
  /** {@code ssl = no}, {@code starttls} unset: upgraded if offered; else only loopback goes on. */
  STARTTLS_EXPECTED,
  /** {@code ssl = no}, {@code starttls = no}: in the clear, as asked. */
  NONE
}
