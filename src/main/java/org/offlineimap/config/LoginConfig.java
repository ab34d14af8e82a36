package org.offlineimap.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to sign in to a server. Immutable.
 *
 * @param user who; empty to look in netrc
 * @param password as written in the file
 * @param passwordFile the file whose first line is the password
 * @param identity the SASL authorisation identity
 * @param mechanisms what to try, in this order
 */
public record LoginConfig(
    Optional<String> user,
    Optional<HiddenText> password,
    Optional<Path> passwordFile,
    Optional<String> identity,
    List<AuthMechanism> mechanisms) {
  /** Copies the list. */
  public LoginConfig {
    mechanisms = List.copyOf(mechanisms);
  }
}
