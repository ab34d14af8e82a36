package org.offlineimap.auth;

import javax.security.sasl.SaslException;

/**
 * The server could not prove that it knows the password (RFC 5802 5): it may be somebody else, so
 * no other mechanism may be tried with the same password.
 */
public final class ServerUnproven extends SaslException {
  private static final long serialVersionUID = 1;

  ServerUnproven(String mechanism, Throwable cause) {
    super(mechanism + ": the server could not prove that it knows the password", cause);
  }
}
