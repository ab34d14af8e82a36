package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Output;
import org.offlineimap.testing.Rig;

/** Mail that crosses without waiting for a refresh, the whole program as a process. */
final class PushTest {
  private static final String REFRESH = "Account_Test:autorefresh=600";

  @TempDir Path home;
  private final SandboxServer server;
  private final List<Process> started = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  PushTest() throws IOException {
    server = SandboxServer.builder().start();
  }

  @AfterEach
  void end() throws IOException {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  private Rig start(String... arguments) throws IOException {
    Rig rig = new Rig(home, server.port(), "user", "secret");
    List<String> all = new ArrayList<>(List.of("-d", "imap", "-k", REFRESH));
    all.addAll(List.of(arguments));
    started.add(rig.stay(all.toArray(String[]::new)));
    outputs.add(new Output(started.getLast()));
    return rig;
  }

  private void deliver(String mailbox, String subject) {
    String text =
        "Message-ID: <" + subject + "@example.org>\r\nSubject: " + subject + "\r\n\r\n.\r\n";
    server
        .mailbox("user", mailbox)
        .deliver(text.getBytes(ISO_8859_1), FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private long watches() {
    return server.sessions().stream()
        .filter(session -> session.commands().stream().anyMatch(line -> line.contains("IDLE")))
        .count();
  }

  private void until(String words) throws InterruptedException {
    outputs.getLast().until(words);
  }

  @Test
  void idleWorksAgainAndAgainAndRunsTheHooks() throws Exception {
    deliver("INBOX", "first");
    Rig rig =
        start(
            "-k", "Repository_Rem:idlefolders=['INBOX']",
            "-k", "Account_Test:postsynchook=echo hook in mode $OFFLINEIMAPSYNCMODE");
    until("hook in mode full");
    until("[imap]: < +");
    for (int i = 1; i <= 3; i++) {
      deliver("INBOX", "pushed" + i);
      until("Copy message UID " + (1 + i));
      until("hook in mode idle");
      assertThat(rig.messages("INBOX")).hasSize(1 + i);
    }
    assertThat(rig.messages("Sent")).isEmpty();
  }

  @Test
  void idleKnowsNamesAndNeedsNoPlaceOfThePool() throws Exception {
    deliver("INBOX", "first");
    deliver("Work", "first");
    Rig rig =
        start(
            "-k", "Repository_Rem:nametrans=lambda f: 'x' + f",
            "-k", "Repository_Rem:maxconnections=1",
            "-k", "Repository_Rem:idlefolders=['INBOX', 'Work']");
    until("[imap]: < +");
    until("[imap]: < +");
    for (int i = 2; i <= 3; i++) {
      deliver("Work", "pushed" + i);
      until("Copy message UID " + i);
      until("*** Finished account 'Test'");
      assertThat(rig.messages("xWork")).hasSize(i);
    }
  }

  @Test
  void aWatchThatBreaksIsTakenUpAgainAndWhatCameMeanwhileIsFetched() throws Exception {
    server.mailbox("user", "INBOX");
    server.nextConnection(new FaultScript());
    server.nextConnection(new FaultScript().cutBefore("IDLE", 1));
    Rig rig = start("-k", "Repository_Rem:idlefolders=['INBOX']");
    until("watch folder 'INBOX': lost");
    deliver("INBOX", "meanwhile");
    until("*** Finished account 'Test'");
    // The new watch may have been up before that line.
    while (watches() < 2) {
      Thread.onSpinWait();
    }
    deliver("INBOX", "afterwards");
    until("Copy message UID 2");
    until("*** Finished account 'Test'");
    assertThat(rig.messages("INBOX")).hasSize(2);
  }

  private long lines(String words) {
    return outputs.getLast().seen().stream().filter(line -> line.contains(words)).count();
  }

  /** Each line of that kind stands where a pass of its own would have stood. */
  @Test
  void whatWeChangeOurselvesStartsNoPassAndNoSignIn() throws Exception {
    deliver("INBOX", "first");
    deliver("Work", "first");
    Rig rig = start("-k", "Account_Test:push=all");
    String asLeft = "the server is as this program left it";
    until(asLeft);
    rig.deliver("INBOX", "1700000000.local", "Message-ID: <up@x>\n\n.\n".getBytes(ISO_8859_1));
    until("*** Finished account 'Test'");
    until(asLeft);
    Path first =
        rig.messages("INBOX").stream()
            .filter(file -> file.toString().contains(",U=1,"))
            .findFirst()
            .orElseThrow();
    Files.move(first, home.resolve("mail/INBOX/cur").resolve(first.getFileName() + "S"));
    until("*** Finished account 'Test'");
    until(asLeft);
    deliver("INBOX", "third");
    until("Copy message UID 3");
    until("*** Finished account 'Test'");
    assertThat(lines("*** Processing account")).isEqualTo(4);
    assertThat(server.sessions()).hasSize(2);
  }

  @Test
  void idleHearsOnlyOthersToo() throws Exception {
    deliver("INBOX", "first");
    Rig rig = start("-k", "Repository_Rem:idlefolders=['INBOX']");
    String asLeft = "the server is as this program left it";
    until(asLeft);
    rig.deliver("INBOX", "1700000000.local", "Message-ID: <up@x>\n\n.\n".getBytes(ISO_8859_1));
    until("*** Finished account 'Test'");
    until(asLeft);
    assertThat(lines("*** Processing account")).isEqualTo(2);
    assertThat(server.sessions()).hasSize(2);
  }

  @Test
  void pushAllWatchesEveryFolder() throws Exception {
    server.mailbox("user", "INBOX");
    server.mailbox("user", "Lists/Java");
    Rig rig = start("-k", "Account_Test:push=all");
    until("watch all folders: up");
    until("the server is as this program left it");
    deliver("Lists/Java", "pushed");
    until("Copy message UID 1");
    until("*** Finished account 'Test'");
    assertThat(rig.messages("Lists/Java")).hasSize(1);
  }

  /** Known of the original: what a push starts takes no lock. */
  @Test
  void aPushWaitsForTheAccountsLock() throws Exception {
    deliver("INBOX", "first");
    Rig rig = start("-k", "Repository_Rem:idlefolders=['INBOX']");
    until("[imap]: < +");
    until("the server is as this program left it");
    Path file = home.resolve("meta/Test.lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      deliver("INBOX", "pushed");
      until("Could not lock account");
      assertThat(rig.messages("INBOX")).hasSize(1);
    }
    long pid = started.getLast().pid();
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -USR1 " + pid).start().waitFor()).isZero();
    until("Copy message UID 2");
    until("*** Finished account 'Test'");
    assertThat(rig.messages("INBOX")).hasSize(2);
  }
}
