package org.offlineimap.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.OAuthConfig;
import org.offlineimap.config.TextValue;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Access tokens of one repository (reference: configuration, 9.1): the one in the rc file until the
 * server refuses it, then those that the token endpoint gives for the refresh token, each for half
 * of its life.
 *
 * <p>Thread-safe: the lock is held while the endpoint is asked, so that one answer serves all
 * connections of the repository.
 */
public final class TokenSource {
  private final String repository;
  private final OAuthConfig config;
  private final Values values;
  private final TokenEndpoint endpoint;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by lock.
  private boolean begun;
  private @Nullable Secret token;
  private @Nullable Secret refreshToken;
  private Instant goodUntil = Instant.MAX;

  /** The source for one repository. */
  public TokenSource(
      ImapRepositoryConfig repository, Values values, TokenEndpoint endpoint, InstantSource clock) {
    this.repository = repository.name();
    this.config = repository.login().tokens();
    this.values = values;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** Whether the rc file says anything of tokens. */
  public boolean isConfigured() {
    return config.isConfigured();
  }

  /**
   * A token that should be good now; asks the endpoint where it must.
   *
   * @throws MechanismUnavailable the expressions of the rc file yield none
   * @throws SyncException the endpoint refused or cannot be reached
   */
  public Secret token() throws SyncException, MechanismUnavailable {
    lock.lock();
    try {
      begin();
      Secret held = token;
      if (held != null && clock.instant().isBefore(goodUntil)) {
        return held;
      }
      return refresh();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The server refused {@code refused}: another one, where one can be had.
   *
   * @throws SyncException the endpoint refused or cannot be reached
   */
  public Optional<Secret> tokenAfter(Secret refused) throws SyncException {
    lock.lock();
    try {
      Secret held = token;
      if (held != null && held != refused) {
        return Optional.of(held);
      }
      token = null;
      return refreshToken == null ? computedAnew(refused) : Optional.of(refresh());
    } catch (MechanismUnavailable e) {
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** An expression such as a call of a token helper may know a newer one by now. */
  private Optional<Secret> computedAnew(Secret refused) throws AccountFailure {
    Secret newer = secret(config.accessToken());
    if (newer == null || newer.sameAs(refused)) {
      return Optional.empty();
    }
    token = newer;
    return Optional.of(newer);
  }

  private void begin() throws AccountFailure {
    if (!begun) {
      token = secret(config.accessToken());
      refreshToken = secret(config.refreshToken());
      begun = true;
    }
  }

  private Secret refresh() throws SyncException, MechanismUnavailable {
    Secret with = refreshToken;
    if (with == null) {
      throw new MechanismUnavailable("there is no access token and no refresh token", null);
    }
    String url =
        config
            .requestUrl()
            .orElseThrow(() -> failure("no oauth2_request_url, so no access token can be had"));
    TokenEndpoint.Answer answer = endpoint.refresh(repository, url, request(with));
    token = answer.token();
    goodUntil =
        answer.lifetime().map(life -> clock.instant().plus(life.dividedBy(2))).orElse(Instant.MAX);
    answer.refreshToken().ifPresent(rotated -> refreshToken = rotated);
    return answer.token();
  }

  private TokenEndpoint.Request request(Secret refresh) throws AccountFailure {
    return new TokenEndpoint.Request(
        Optional.ofNullable(secret(config.clientId())),
        Optional.ofNullable(secret(config.clientSecret())),
        refresh);
  }

  private @Nullable Secret secret(Optional<TextValue> value) throws AccountFailure {
    return values
        .text(value)
        .map(TokenSource::withoutLineEnds)
        .filter(text -> !text.isEmpty())
        .map(Secret::ofText)
        .orElse(null);
  }

  /** Only line feeds, as the original does. */
  private static String withoutLineEnds(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '\n') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(start, end);
  }

  private AccountFailure failure(String what) {
    return new AccountFailure(
        AccountFailure.Kind.AUTH, "OAuth2 of repository '" + repository + "': " + what, null);
  }
}
