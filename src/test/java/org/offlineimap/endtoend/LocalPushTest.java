package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;
import org.offlineimap.testing.Output;
import org.offlineimap.testing.Rig;

/** Changes of the disk that cross without waiting for a refresh, the whole program as a process. */
final class LocalPushTest {
  private static final String REFRESH = "Account_Test:autorefresh=600";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path home;
  private final SandboxServer server;
  private final List<Process> started = new ArrayList<>();

  LocalPushTest() throws IOException {
    server = SandboxServer.builder().start();
  }

  @AfterEach
  void end() throws IOException {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  private Rig rig() throws IOException {
    return new Rig(home, server.port(), "user", "secret");
  }

  private Output stay(Rig rig, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-u", "ttyui", "-k", REFRESH));
    all.addAll(List.of(arguments));
    Process process = rig.stay(all.toArray(String[]::new));
    started.add(process);
    return new Output(process);
  }

  private static byte[] mail(String subject) {
    return ("Message-ID: <" + subject + "@example.org>\nSubject: " + subject + "\n\n.\n")
        .getBytes(ISO_8859_1);
  }

  private void deliver(String mailbox, String subject) {
    server
        .mailbox("user", mailbox)
        .deliver(mail(subject), FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private Mailbox mailbox(String name) {
    return server.mailbox("user", name);
  }

  private static Path file(Rig rig, String mark) throws IOException {
    return rig.messages("INBOX").stream()
        .filter(file -> file.toString().contains(mark))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void uploadsFlagsAndRefiledMessagesCrossAtOnce() throws Exception {
    deliver("INBOX", "one");
    deliver("Sent", "other");
    Rig rig = rig();
    Output output = stay(rig);
    output.until("Next refresh in 600.0 minutes");
    rig.deliver("INBOX", "1700000000.local", mail("two"));
    Eventually.within(LIMIT, () -> mailbox("INBOX").messages().size() == 2);

    // As a mail reader does when the message has been read: its name ends in ":2,".
    Path first = file(rig, ",U=1,");
    Path read = home.resolve("mail/INBOX/cur").resolve(first.getFileName() + "S");
    Files.move(first, read);
    Eventually.within(
        LIMIT, () -> mailbox("INBOX").messages().getFirst().flags().contains(SystemFlag.SEEN));

    Files.move(read, home.resolve("mail/Sent/cur").resolve(read.getFileName()));
    Eventually.within(LIMIT, () -> mailbox("Sent").messages().size() == 2);
    Eventually.within(LIMIT, () -> mailbox("INBOX").messages().size() == 1);

    Files.createDirectories(home.resolve("mail/Fresh/tmp"));
    Files.createDirectories(home.resolve("mail/Fresh/cur"));
    Files.createDirectories(home.resolve("mail/Fresh/new"));
    Eventually.within(LIMIT, () -> server.mailboxNames("user").contains("Fresh"));
  }

  /**
   * A pass that our own renaming had started would be over, or under way, when the sentinel in
   * another folder has crossed.
   */
  @Test
  void ourOwnWritesStartNoPass() throws Exception {
    deliver("INBOX", "one");
    deliver("Sent", "other");
    Rig rig = rig();
    Output output = stay(rig);
    output.until("*** Finished account 'Test'");
    rig.deliver("INBOX", "1700000000.local", mail("two"));
    output.until("*** Finished account 'Test'");
    assertThat(file(rig, ",U=2,")).exists();
    rig.deliver("Sent", "1700000000.local", mail("sentinel"));
    output.until("Syncing Sent");
    output.until("*** Finished account 'Test'");
    assertThat(mailbox("Sent").messages()).hasSize(2);
    assertThat(output.seen().stream().filter(line -> line.contains("Syncing INBOX"))).hasSize(2);
  }

  @Test
  @Tag("long")
  void aDisappearanceCrossesWhenNoCounterpartCame() throws Exception {
    deliver("INBOX", "one");
    deliver("INBOX", "two");
    Rig rig = rig();
    Output output = stay(rig, "-k", "Account_Test:push=all");
    output.until("Next refresh in 600.0 minutes");
    Files.delete(rig.messages("INBOX").getFirst());
    rig.deliver("INBOX", "1700000000.local", mail("three"));
    Eventually.within(LIMIT, () -> mailbox("INBOX").messages().size() == 3);
    Eventually.within(LIMIT, () -> mailbox("INBOX").messages().size() == 2);
  }
}
