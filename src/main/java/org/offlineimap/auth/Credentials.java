package org.offlineimap.auth;

import java.util.Optional;

/**
 * What a login with a password needs. Immutable; its {@code toString} hides the password.
 *
 * @param user the authentication identity
 * @param password the password
 * @param identity the authorisation identity, where another one than {@code user} is wanted
 */
public record Credentials(String user, Secret password, Optional<String> identity) {
  // Written out because the JVM spends milliseconds at every start on making these two itself.

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials(String u, Secret p, Optional<String> i)
        && user.equals(u)
        && password.equals(p)
        && identity.equals(i);
  }

  @Override
  public int hashCode() {
    return user.hashCode();
  }
}
