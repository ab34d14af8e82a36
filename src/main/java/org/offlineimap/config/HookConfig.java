package org.offlineimap.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Commands around an account's passes. Immutable.
 *
 * @param before {@code presynchook}, for the shell
 * @param after {@code postsynchook}, for the shell
 * @param limit {@code hooktimeout}
 */
public record HookConfig(
    Optional<String> before, Optional<String> after, Optional<Duration> limit) {
  /** No commands. */
  public static final HookConfig NONE =
      new HookConfig(Optional.empty(), Optional.empty(), Optional.empty());

  static HookConfig read(SectionReader values) {
    return new HookConfig(
        values.filled("presynchook"),
        values.filled("postsynchook"),
        seconds(values, "hooktimeout"));
  }

  /** A time of at least one second; zero and less count as not written. */
  static Optional<Duration> seconds(SectionReader values, String option) {
    int seconds = values.whole(option, 0);
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}
