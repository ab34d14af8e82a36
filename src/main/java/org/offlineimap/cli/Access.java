package org.offlineimap.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.offlineimap.auth.PasswordSource;
import org.offlineimap.auth.TokenSource;
import org.offlineimap.config.AuthMechanism;

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
}
