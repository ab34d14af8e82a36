package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.daemon.PassRequest.Mode;
import org.offlineimap.event.SyncEvent;

/** Hooks as real processes. */
final class HookRunnerTest {
  private static final String PATH = System.getenv("PATH");
  @TempDir Path dir;
  private final List<String> told = new ArrayList<>();

  private HookRunner runner(Optional<Duration> limit, boolean dryRun) {
    return new HookRunner(
        "A", Map.of("PATH", PATH, "LANG", "de_DE.UTF-8"), limit, dryRun, this::take);
  }

  private void take(SyncEvent event) {
    told.add(
        switch (event) {
          case SyncEvent.HookTold hook -> hook.text();
          case SyncEvent.Warning warning -> "W: " + warning.text();
          default -> throw new AssertionError(event);
        });
  }

  private String run(String command) {
    runner(Optional.empty(), false).run(command, Mode.IDLE);
    return String.join("|", told);
  }

  @Test
  void theModeAndTheUsersEnvironmentArriveAndNothingElse() {
    assertThat(run("echo $OFFLINEIMAPSYNCMODE $LANG; env | grep -c '^[A-Z]'; echo oops >&2"))
        .isEqualTo(
            "Calling hook: echo $OFFLINEIMAPSYNCMODE $LANG; env | grep -c '^[A-Z]'; echo oops >&2"
                + "|Hook stdout: idle de_DE.UTF-8\n4\n\nHook stderr:oops\n\n"
                + "|Hook return code: 0");
  }

  @Test
  void theExitStatusIsReported() {
    assertThat(run("exit 7"))
        .endsWith("Hook return code: 7|W: The hook 'exit 7' ended with status 7");
  }

  @Test
  void theHookReadsNothingAndInheritsNoDescriptor() throws Exception {
    try (var _ = Files.newInputStream(Files.createFile(dir.resolve("secret")))) {
      assertThat(run("cat; for f in /proc/$$/fd/*; do readlink $f; done"))
          .doesNotContain("secret")
          .doesNotContain("socket");
    }
    assertThat(run("ls /proc/$$/fd | tr '\\n' ' '")).contains("Hook stdout: 0 1 2 ");
  }

  @Test
  void aProgramLeftInTheBackgroundHoldsNothingUp() {
    assertThat(run("sleep 1000 & echo $!")).endsWith("Hook return code: 0");
    String pid = told.get(1).replaceAll("(?s)Hook stdout: ([0-9]+)\n.*", "$1");
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
  }

  @Test
  void aHookThatRunsLongerThanAllowedIsEndedWithItsChildren() {
    runner(Optional.of(Duration.ofMillis(200)), false).run("echo begun; sleep 1000", Mode.FULL);
    assertThat(told)
        .containsExactly(
            "Calling hook: echo begun; sleep 1000",
            "Hook stdout: begun\n\nHook stderr:\n",
            "W: The hook 'echo begun; sleep 1000' ran longer than hooktimeout and was ended");
  }

  @Test
  void aDryRunOnlySaysWhatItWouldRun() {
    Path file = dir.resolve("file");
    runner(Optional.empty(), true).run("touch " + file, Mode.FULL);
    assertThat(told).containsExactly("[DRYRUN] Calling hook: touch " + file);
    assertThat(file).doesNotExist();
  }

  @Test
  void muchOutputIsNoTrouble() {
    assertThat(run("head -c 3000000 /dev/zero | tr '\\0' x")).endsWith("Hook return code: 0");
  }
}
