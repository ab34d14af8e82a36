package org.offlineimap.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.offlineimap.config.Surroundings;

/** Finds the configuration file (reference: cli 2). Stateless. */
final class RcFile {
  private RcFile() {}

  /** The file that {@code -c} names, else XDG's where it exists, else {@code ~/.offlineimaprc}. */
  static Path find(Optional<String> named, Surroundings surroundings) {
    if (named.isPresent()) {
      return expand(named.get(), surroundings);
    }
    Path home = surroundings.homeDirectory();
    String base = surroundings.environment().getOrDefault("XDG_CONFIG_HOME", "");
    Path xdg =
        (base.isEmpty() ? home.resolve(".config") : Path.of(base)).resolve("offlineimap/config");
    return Files.exists(xdg) ? xdg : home.resolve(".offlineimaprc");
  }

  /** A path of the command line, {@code ~} and {@code ~user} at its start replaced. */
  static Path expand(String path, Surroundings surroundings) {
    return surroundings.workingDirectory().resolve(surroundings.expandTilde(path));
  }
}
