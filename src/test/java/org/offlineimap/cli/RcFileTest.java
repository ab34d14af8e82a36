package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.config.Surroundings;

/** Which file is read (reference: cli 2). */
final class RcFileTest {
  @TempDir Path directory;

  private Surroundings with(String... environment) throws Exception {
    Path users = directory.resolve("passwd");
    Files.writeString(users, "bob:x:1:1::/home/bob:/bin/sh\n");
    Map<String, String> variables =
        environment.length == 0
            ? Map.of("HOME", directory.toString())
            : Map.of("HOME", directory.toString(), environment[0], environment[1]);
    return new Surroundings(variables, directory, Path.of("/where"), users);
  }

  @Test
  void looksInTheOrderOfTheReference() throws Exception {
    Path old = directory.resolve(".offlineimaprc");
    assertThat(RcFile.find(Optional.empty(), with())).isEqualTo(old);
    Path modern = directory.resolve(".config/offlineimap/config");
    Files.createDirectories(modern.getParent());
    Files.writeString(modern, "");
    assertThat(RcFile.find(Optional.empty(), with())).isEqualTo(modern);
    assertThat(RcFile.find(Optional.empty(), with("XDG_CONFIG_HOME", ""))).isEqualTo(modern);
    assertThat(RcFile.find(Optional.empty(), with("XDG_CONFIG_HOME", "/nonexistent")))
        .isEqualTo(old);
    Path elsewhere = Files.createDirectories(directory.resolve("xdg/offlineimap"));
    Files.writeString(elsewhere.resolve("config"), "");
    assertThat(RcFile.find(Optional.empty(), with("XDG_CONFIG_HOME", directory + "/xdg")))
        .isEqualTo(elsewhere.resolve("config"));
  }

  @Test
  void theFileOfTheCommandLineIsTakenWhateverElseThereIs() throws Exception {
    assertThat(RcFile.find(Optional.of("~/rc"), with())).isEqualTo(directory.resolve("rc"));
    assertThat(RcFile.find(Optional.of("~bob/rc"), with())).isEqualTo(Path.of("/home/bob/rc"));
    assertThat(RcFile.find(Optional.of("rc"), with())).isEqualTo(Path.of("/where/rc"));
  }
}
