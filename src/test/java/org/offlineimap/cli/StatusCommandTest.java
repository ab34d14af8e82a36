package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.status.LastRun;
import org.offlineimap.status.LastRuns;
import org.offlineimap.status.StatusDisk;
import org.offlineimap.status.StatusPlace;
import org.offlineimap.ui.UserInterface.Terminal;

final class StatusCommandTest {
  @TempDir Path home;
  private final Household house;
  private Instant now = Instant.now();

  StatusCommandTest(@TempDir Path home) throws IOException {
    house = new Household(home, SandboxServer.builder());
  }

  @AfterEach
  void end() throws IOException {
    house.close();
  }

  /** The times are taken out. */
  private String status(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    String[] words = new String[arguments.length + 3];
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    words[0] = "-c";
    words[1] = house.home.resolve("rc").toString();
    words[2] = "status";
    assertThat(Program.run(new Terminal(print, print), words)).as(out.toString(UTF_8)).isZero();
    return out.toString(UTF_8)
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[.0-9]*Z?", "TIME")
        .replaceAll("nothing to do.*|\\d downloaded.*", "DEEDS");
  }

  private LastRuns last() {
    return new LastRuns(new StatusPlace(house.metadata(), "A", "R", "L"), StatusDisk.system(false));
  }

  @Test
  void tellsTheLastRunAndEachFolderAndChangesNothing() throws IOException {
    house.run("--dry-run");
    assertThat(status()).isEqualTo("Account A: not running\n  no run has been recorded yet\n");
    house.deliver("INBOX", Household.text("one"));
    house.mailbox("Sent");
    assertThat(house.run().exit()).isZero();
    assertThat(status())
        .isEqualTo(
            """
            Account A: not running
              last run ended TIME: ok
              A: ok: DEEDS
              TIME  ok          INBOX
              TIME  ok          Sent
            """);
    byte[] before = Files.readAllBytes(house.metadata().resolve("Account-A/Engine/last"));
    status("--json");
    assertThat(house.metadata().resolve("Account-A/Engine/last")).hasBinaryContent(before);
    assertThat(house.metadata().resolve("A.lock")).doesNotExist();
  }

  @Test
  void tellsWhatWaitsInTextAndJson() throws IOException {
    for (int i = 0; i < 3; i++) {
      house.deliver("INBOX", Household.text("m" + i));
    }
    house.account("deletion_guard = 50, 1");
    house.run();
    for (Path file : house.files("INBOX")) {
      Files.delete(file);
    }
    assertThat(house.run().exit()).isEqualTo(3);
    assertThat(status())
        .contains("  last run ended TIME: guard\n")
        .contains("  deletions withheld: INBOX, 3 on the server, 0 here;")
        .contains("  TIME  guard       INBOX\n");
    assertThat(status("--json"))
        .startsWith("{\"v\":1,\"time\":\"TIME\",\"event\":\"status\",\"account\":\"A\",")
        .contains("\"state\":\"not running\",\"ended\":\"TIME\",\"class\":\"guard\"")
        .contains("\"withheld\":[{\"folder\":\"INBOX\",\"remote\":3,\"local\":0}]")
        .contains("\"quarantine\":[],", "\"uploads\":[]}")
        .hasLineCount(1);
  }

  @Test
  void tellsAWaitingProcessUntilItIsGone() throws IOException {
    house.run();
    LastRun was = last().read().orElseThrow();
    Instant next = Instant.now().plusSeconds(600);
    last()
        .write(
            new LastRun(was.ended(), "ok", "s", was.process(), Optional.of(next), was.folders()));
    assertThat(status())
        .startsWith("Account A: next refresh TIME, process " + was.process() + " waits for it\n");
    last()
        .write(
            new LastRun(was.ended(), "ok", "s", Long.MAX_VALUE, Optional.of(next), was.folders()));
    assertThat(status()).startsWith("Account A: not running\n");
  }

  @Test
  void theRecorderKeepsOtherFoldersAndTheWorstWord() throws IOException {
    Files.createDirectory(house.metadata());
    RunRecorder recorder = new RunRecorder("A", last(), () -> now);
    recorder.accept(new SyncEvent.AccountStarted("A"));
    recorder.accept(new SyncEvent.FolderUnchanged("A", new FolderName("Sent")));
    recorder.accept(ended(Result.Outcome.OK));
    Instant first = now;
    now = now.plusSeconds(60);
    recorder.accept(new SyncEvent.AccountStarted("A"));
    recorder.accept(
        new SyncEvent.Failed(
            "A",
            Optional.of(new FolderName("INBOX")),
            "",
            new SyncException.MessageFailure("no", null)));
    recorder.accept(new SyncEvent.FolderFinished("A", new FolderName("INBOX")));
    recorder.accept(ended(Result.Outcome.PARTIAL));
    recorder.accept(new SyncEvent.Waiting("A", Duration.ofMinutes(5)));
    recorder.accept(new SyncEvent.Waiting("A", Duration.ofMinutes(4)));
    recorder.accept(
        new SyncEvent.AccountFinished(
            "B", new Result(Result.Outcome.TLS, Result.Counts.NONE, Duration.ZERO)));
    recorder.accept(ended(Result.Outcome.LOCKED));
    LastRun last = last().read().orElseThrow();
    assertThat(last.outcome()).isEqualTo("partial");
    assertThat(last.next()).contains(Instant.ofEpochSecond(now.getEpochSecond() + 300));
    assertThat(last.folders())
        .containsEntry(
            "Sent", new LastRun.FolderRun(Instant.ofEpochSecond(first.getEpochSecond()), "ok"))
        .containsEntry(
            "INBOX", new LastRun.FolderRun(Instant.ofEpochSecond(now.getEpochSecond()), "partial"));
  }

  private static SyncEvent ended(Result.Outcome outcome) {
    return new SyncEvent.AccountFinished(
        "A", new Result(outcome, Result.Counts.NONE, Duration.ZERO));
  }
}
