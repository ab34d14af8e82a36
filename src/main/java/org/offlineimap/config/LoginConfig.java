package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/**
 * How to sign in to a server. Immutable.
 *
 * @param user who; empty to look in netrc
 * @param password where the password is; nothing to look in netrc and the keyring, and to ask
 * @param tokens what stands in for a password
 * @param identity the SASL authorisation identity
 * @param mechanisms what to try, in this order
 */
public record LoginConfig(
    Optional<TextValue> user,
    PasswordConfig password,
    OAuthConfig tokens,
    Optional<String> identity,
    List<AuthMechanism> mechanisms) {
  /** Copies the list. */
  public LoginConfig {
    mechanisms = List.copyOf(mechanisms);
  }
}
