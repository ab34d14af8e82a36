package org.offlineimap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.config.HiddenText;
import org.offlineimap.config.PasswordConfig;
import org.offlineimap.mail.SyncException.AccountFailure;

final class PasswordCommandTest {
  @TempDir Path directory;

  private static String run(String line, Duration timeout) throws AccountFailure {
    PasswordConfig.Command command = new PasswordConfig.Command(new HiddenText(line), timeout);
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "MINE", "own");
    return PasswordCommand.run("R", command, environment).use(String::new);
  }

  private static String run(String line) throws AccountFailure {
    return run(line, Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "printf 'one\\ntwo\\n', one",
    "printf 'no end', no end",
    "printf 'dos\\r\\nline', dos",
    "'printf \" blanks \\n\"', ' blanks '",
    "printf 'p\\303\\244ss', päss",
    "echo $MINE$HOME, own",
    "cat; echo nothing to read, nothing to read",
    "yes x | head -c 300000 >&2; echo after much noise, after much noise"
  })
  void theFirstLineOfTheOutputIsThePassword(String line, String password) throws Exception {
    assertThat(run(line)).isEqualTo(password);
  }

  @Test
  void aFailureShowsTheStatusAndWhatWasSaidButNoPasswordAndNoCommand() {
    assertThatThrownBy(() -> run("echo hunter2; echo no such entry >&2; exit 3"))
        .isInstanceOf(AccountFailure.class)
        .hasMessage("remotepasscmd of repository 'R' ended with status 3: no such entry")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aCommandThatDoesNotEndIsEndedWithAllItsChildren() throws Exception {
    Path sign = directory.resolve("pid");
    String line = "sleep 600 & echo $! > " + sign + "; wait";
    assertThatThrownBy(() -> run(line, Duration.ofSeconds(1)))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("within 1 seconds (remotepasscmd_timeout)");
    if (Files.exists(sign)) {
      long child = Long.parseLong(Files.readString(sign).strip());
      ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
      assertThat(ProcessHandle.of(child)).isEmpty();
    }
  }
}
