package org.offlineimap.sandbox;

/**
 * How the server is to differ from what the RFCs, or a quiet life, would have. Each constant names
 * where it was seen; {@link SessionLog#met} tells that a client has met it.
 */
public enum Behaviour {
  /** STARTTLS is announced and answered NO. */
  STARTTLS_REFUSED,
  /** After STARTTLS's OK comes a line in the clear, to be taken for one inside TLS. */
  STARTTLS_INJECTED
}
