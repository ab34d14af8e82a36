package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.Generated;

final class CommandPagesTest {
  private static final String BASH = "share/bash-completion/completions/offlineimap";

  @Test
  void theManualPageIsThatOfThisVersion() throws IOException {
    Generated.isCurrent("share/man/man1/offlineimap.1", CommandPages.manual());
  }

  @Test
  void theCompletionsAreThoseOfThisVersion() throws IOException {
    Generated.isCurrent(BASH, CommandPages.bash());
    Generated.isCurrent("share/zsh/site-functions/_offlineimap", CommandPages.zsh());
    Generated.isCurrent("share/fish/vendor_completions.d/offlineimap.fish", CommandPages.fish());
  }

  @Test
  void bashCompletesOptionsValuesAndCommands() throws IOException, InterruptedException {
    assertThat(completed("offlineimap", "--dr")).containsExactly("--dry-run");
    assertThat(completed("offlineimap", "-u", "machine")).containsExactly("machineui");
    assertThat(completed("offlineimap", "config", "")).containsExactly("check");
    assertThat(completed("offlineimap", "con")).containsExactly("config");
  }

  /** Between double quotes fish takes every {@code $} for the start of a variable's name. */
  @Test
  void fishFindsAVariableAfterEveryDollar() throws IOException {
    assertThat(CommandPages.fish()).doesNotContainPattern("(?<!\\\\)\\$[^A-Za-z_]");
  }

  private static String[] completed(String... words) throws IOException, InterruptedException {
    String script =
        ". "
            + BASH
            + "; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _offlineimap;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    String[] command = new String[words.length + 4];
    command[0] = "bash";
    command[1] = "-c";
    command[2] = script;
    command[3] = "bash";
    System.arraycopy(words, 0, command, 4, words.length);
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toArray(String[]::new);
  }
}
