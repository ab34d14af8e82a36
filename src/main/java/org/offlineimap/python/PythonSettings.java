package org.offlineimap.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How Python is run. Immutable.
 *
 * @param interpreter the program: a path, or a name to be looked up on {@code PATH}
 * @param pythonFile run first; its names are visible to every expression
 * @param environment the user's own
 * @param limits how long an answer may take
 */
public record PythonSettings(
    String interpreter, Optional<Path> pythonFile, Map<String, String> environment, Limits limits) {
  /** Copies the environment. */
  public PythonSettings {
    environment = Map.copyOf(environment);
  }

  /**
   * How long an answer may take.
   *
   * @param rules functions of folder names, which nothing should keep waiting
   * @param people everything that may ask a person or start a program
   */
  public record Limits(Duration rules, Duration people) {
    /** Two minutes, and ten. */
    public static final Limits USUAL = new Limits(Duration.ofMinutes(2), Duration.ofMinutes(10));
  }
}
