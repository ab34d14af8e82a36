package org.offlineimap.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.offlineimap.config.Location;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.Surroundings;
import org.offlineimap.python.PythonSettings.Limits;
import org.offlineimap.testing.Python3;

/** Bridges and expressions for tests. Stateless. */
final class Snippets {
  static final Limits GENEROUS = new Limits(Duration.ofMinutes(4), Duration.ofMinutes(4));

  private Snippets() {}

  static PythonExpression expression(String option, String text) {
    return new PythonExpression("Repository R", option, text, new Location("rc", 7));
  }

  static PythonExpression translation(String text) {
    return expression("nametrans", text);
  }

  static PythonBridge bridge() {
    return bridge(Python3.path(), Optional.empty(), GENEROUS);
  }

  /** With a pythonfile of this text. */
  static PythonBridge bridge(Path directory, String pythonFile) throws IOException {
    Path file = Files.writeString(directory.resolve("my helpers.txt"), pythonFile);
    return bridge(Python3.path(), Optional.of(file), GENEROUS);
  }

  static PythonBridge bridge(String interpreter, Optional<Path> pythonFile, Limits limits) {
    return new PythonBridge(
        new PythonSettings(
            interpreter, pythonFile, Surroundings.ofThisProcess().userEnvironment(), limits));
  }
}
