package org.offlineimap.auth;

import java.util.Map;
import org.offlineimap.event.Prompter;

/**
 * Where passwords may be that the repository's own section does not hold. Immutable.
 *
 * @param netrc the two netrc files
 * @param keyring the system's
 * @param values reads what the rc file says
 * @param prompter for what nobody else knows
 * @param environment of password commands: the user's own
 */
public record PasswordPlaces(
    NetrcFiles netrc,
    Keyring keyring,
    Values values,
    Prompter prompter,
    Map<String, String> environment) {
  /** Copies the environment. */
  public PasswordPlaces {
    environment = Map.copyOf(environment);
  }
}
