package org.offlineimap.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the rc file says that a password is (reference: configuration, 9.1). Immutable.
 *
 * @param computed {@code remotepasseval}
 * @param written {@code remotepass}
 * @param file {@code remotepassfile}: its first line is the password
 * @param command {@code remotepasscmd}: the first line of its output is the password
 */
public record PasswordConfig(
    Optional<TextValue> computed,
    Optional<HiddenText> written,
    Optional<Path> file,
    Optional<Command> command) {
  /** Nothing is said. */
  public static final PasswordConfig NONE =
      new PasswordConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A command for the shell. Its text form never shows it: people put passwords into commands.
   *
   * @param timeout how long it may take
   */
  public record Command(HiddenText line, Duration timeout) {}
}
