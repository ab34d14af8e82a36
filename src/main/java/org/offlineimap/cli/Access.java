package org.offlineimap.cli;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.offlineimap.auth.PasswordPlaces;
import org.offlineimap.auth.PasswordSource;
import org.offlineimap.auth.TokenEndpoint;
import org.offlineimap.auth.TokenSource;
import org.offlineimap.config.AuthMechanism;
import org.offlineimap.config.ImapRepositoryConfig;

/**
 * What is known about signing in to one repository, for the life of the process. Thread-safe.
 *
 * @param worked the mechanism that the server accepted last
 */
record Access(
    PasswordSource passwords, TokenSource tokens, AtomicReference<@Nullable AuthMechanism> worked) {
  Access(PasswordSource passwords, TokenSource tokens) {
    this(passwords, tokens, new AtomicReference<>());
  }

  /** Knows nothing yet. */
  static Access of(ImapRepositoryConfig config, ImapDoor.Place place, PasswordPlaces places) {
    TokenEndpoint endpoint =
        new TokenEndpoint(new TokenDial(config, place.options().greetingTimeout()));
    return new Access(
        new PasswordSource(config, places),
        new TokenSource(config, place.values(), endpoint, InstantSource.system()));
  }
}
