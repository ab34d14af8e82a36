package org.offlineimap.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the rc file is (reference: command line, 2). Stateless. */
public final class RcFile {
  private RcFile() {}

  /**
   * Finds the one file to read: {@code given} ({@code -c}), else {@code
   * $XDG_CONFIG_HOME/offlineimap/config} if it exists, else {@code ~/.offlineimaprc}.
   *
   * @throws ConfigException when that file does not exist
   */
  public static Path find(Optional<String> given, Surroundings surroundings)
      throws ConfigException {
    Path path =
        given.map(surroundings::expandTilde).map(Path::of).orElseGet(() -> own(surroundings));
    if (Files.exists(surroundings.workingDirectory().resolve(path))) {
      return path;
    }
    String text = "Config file '" + path + "' does not exist; aborting!";
    Location at = new Location(path.toString(), 0);
    throw new ConfigException(List.of(ConfigProblem.error(at, text)));
  }

  private static Path own(Surroundings surroundings) {
    Path home = surroundings.homeDirectory();
    String set = surroundings.environment().getOrDefault("XDG_CONFIG_HOME", "");
    Path base = set.isEmpty() ? home.resolve(".config") : Path.of(set);
    Path modern = base.resolve("offlineimap").resolve("config");
    return Files.exists(modern) ? modern : home.resolve(".offlineimaprc");
  }
}
