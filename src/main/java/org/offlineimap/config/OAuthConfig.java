package org.offlineimap.config;

import java.util.Optional;

/**
 * Tokens instead of a password (reference: configuration, 9.1). Immutable.
 *
 * @param clientId who the program is to the token endpoint
 * @param clientSecret what the endpoint gave it
 * @param refreshToken what new access tokens are asked with
 * @param accessToken a token to begin with
 * @param requestUrl the token endpoint
 */
public record OAuthConfig(
    Optional<TextValue> clientId,
    Optional<TextValue> clientSecret,
    Optional<TextValue> refreshToken,
    Optional<TextValue> accessToken,
    Optional<String> requestUrl) {
  /** Nothing is said. */
  public static final OAuthConfig NONE =
      new OAuthConfig(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether there is any token: otherwise the mechanisms with tokens are passed over. */
  public boolean isConfigured() {
    return accessToken.isPresent() || refreshToken.isPresent();
  }
}
