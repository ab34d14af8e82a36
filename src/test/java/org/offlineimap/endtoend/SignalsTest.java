package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Output;
import org.offlineimap.testing.Rig;

/** What the manual's section on signals promises, of the whole program as a process(). */
final class SignalsTest {
  private static final String REFRESH = "Account_Test:autorefresh=600";

  @TempDir Path home;
  private final SandboxServer server;
  private final List<Process> started = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  SignalsTest() throws IOException {
    server = SandboxServer.builder().start();
  }

  @AfterEach
  void end() throws IOException {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  private Process process() {
    return started.getLast();
  }

  private void start(String... arguments) throws IOException {
    // ttyui tells of the sleep, basic does not.
    List<String> all = new ArrayList<>(List.of("-u", "ttyui"));
    all.addAll(List.of(arguments));
    Rig rig = new Rig(home, server.port(), "user", "secret");
    started.add(rig.stay(all.toArray(String[]::new)));
    outputs.add(new Output(process()));
  }

  private void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process().pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void until(String words) throws InterruptedException {
    outputs.getLast().until(words);
  }

  private int exit() throws InterruptedException {
    assertThat(process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process().exitValue();
  }

  @Test
  void usr1EndsTheSleepAndUsr2TheProgram() throws Exception {
    start("-k", REFRESH, "-k", "Account_Test:quick=5");
    until("Next refresh in 600.0 minutes");
    signal("USR1");
    until("*** Processing account Test");
    until("Next refresh in 600.0 minutes");
    signal("USR1");
    until("*** Processing account Test");
    signal("USR2");
    until("Terminating after this sync...");
    assertThat(exit()).isZero();
  }

  /** "... and will exit after a currently running synchronization has finished." */
  @Test
  void usr2DuringAPassLetsItFinishAndNoOtherBegin() throws Exception {
    server
        .mailbox("user", "INBOX")
        .deliver(
            "Subject: x\r\n\r\nx\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            org.offlineimap.mail.FlagSet.none(),
            java.time.Instant.EPOCH.atOffset(java.time.ZoneOffset.UTC));
    start("-k", REFRESH, "-k", "Account_Test:presynchook=kill -USR2 $PPID");
    until("Terminating after this sync...");
    until("Copy message UID 1");
    until("*** Finished account 'Test'");
    assertThat(exit()).isZero();
  }

  /** "... it will abort any current (or next future) sleep ..." */
  @Test
  void usr1DuringAPassAbortsTheNextSleepOnly() throws Exception {
    String once = home.resolve("once").toString();
    start(
        "-k",
        REFRESH,
        "-k",
        "Account_Test:localpush=no",
        "-k",
        "Account_Test:presynchook=test -e " + once + " || kill -USR1 $PPID; : >" + once);
    until("*** Finished account 'Test'");
    until("*** Finished account 'Test'");
    until("Next refresh in 600.0 minutes");
    assertThat(outputs.getLast().seen().stream().filter(line -> line.contains("Next refresh")))
        .hasSize(1);
  }

  @Test
  void theFirstIntTermOrHupEndsASleepingProgramAtOnceAndInOrder() throws Exception {
    start("-k", REFRESH);
    until("Next refresh in 600.0 minutes");
    signal("HUP");
    until("Preparing to shutdown after sync (this may take some time), press CTRL-C again");
    assertThat(exit()).isZero();
    assertThat(home.resolve("meta/Test.lock")).doesNotExist();
  }

  @Test
  void theSecondEndsARunningProgramAtOnce() throws Exception {
    start("-k", "Account_Test:presynchook=sleep 600", "-k", REFRESH);
    until("Calling hook: ");
    signal("TERM");
    until("Preparing to shutdown");
    var hooks = process().descendants().toList();
    signal("INT");
    assertThat(exit()).isEqualTo(1);
    hooks.forEach(ProcessHandle::destroyForcibly);
  }

  /** As the launcher starts it: else the recorder's own signal, USR2, would end the run. */
  @Test
  @Tag("long")
  void aFlightRecordingEndsNoRun() throws Exception {
    Path recording = home.resolve("run.jfr");
    Rig rig =
        new Rig(home, server.port(), "user", "secret")
            .with("_JAVA_SR_SIGNUM", "16")
            .with("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=filename=" + recording);
    Rig.Run run = rig.run();
    assertThat(run.exit()).isZero();
    assertThat(run.output())
        .contains("*** Finished account 'Test'")
        .doesNotContain("Terminating after this sync");
    assertThat(recording).isNotEmptyFile();
  }

  @Test
  void withoutAutorefreshUsr1MeansNothing() throws Exception {
    start("-k", "Account_Test:presynchook=kill -USR1 $PPID");
    until("*** Finished account 'Test'");
    assertThat(exit()).isZero();
  }
}
