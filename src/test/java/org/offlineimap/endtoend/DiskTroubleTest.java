package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/**
 * Disks that are full, or that nobody may write, as the kernel has them: the trouble is told,
 * nothing is lost or doubled, and once it is over the next run ends as if it had never been. Needs
 * a Linux that lets users make namespaces.
 */
@Tag("long")
final class DiskTroubleTest {
  private static final int MESSAGES = 24;
  private static final int OCTETS = 100_000;

  @TempDir Path temp;

  private SandboxServer server;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().user("user", "secret").grace(Duration.ZERO).start();
    rig = new Rig(temp.resolve("home"), server.port(), "user", "secret");
    Files.createDirectories(rig.mail());
    Files.createDirectories(rig.metadata());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aMailDiskThatFillsUpKeepsWhatIsWholeAndTheRestComesLater() throws Exception {
    fillServer();
    Rig.Run run =
        rig.script(
            """
            mount -t tmpfs -o size=1m none %1$s
            "$@"; echo "first=$?"
            mount -o remount,size=64m %1$s
            "$@"; echo "second=$?"
            find %1$s -type f | sort >%2$s/before
            "$@"; echo "third=$?"
            find %1$s -type f | sort >%2$s/after
            cp -a %1$s %2$s/kept
            """
                .formatted(rig.mail(), temp));
    assertThat(run.output()).contains("first=1", "second=0", "third=0", "No space left on device");
    assertThat(temp.resolve("after")).hasSameTextualContentAs(temp.resolve("before"));
    bothSidesHold(subjects(temp.resolve("kept/INBOX")));
  }

  @Test
  void aMetadataDiskThatFillsUpDoublesNothing() throws Exception {
    fillServer();
    for (int i = 0; i < MESSAGES; i++) {
      rig.deliver(
          "INBOX", "170000000" + i + ".x.reader", mail("local" + i, 500).getBytes(ISO_8859_1));
    }
    Rig.Run run =
        rig.script(
            """
            mount -t tmpfs -o size=40k none %1$s
            "$@"; echo "first=$?"
            mount -o remount,size=64m %1$s
            "$@"; echo "second=$?"
            find %2$s -type f | sort >%3$s/before
            "$@"; echo "third=$?"
            find %2$s -type f | sort >%3$s/after
            """
                .formatted(rig.metadata(), rig.mail(), temp));
    assertThat(run.output()).contains("first=1", "second=0", "third=0");
    assertThat(temp.resolve("after")).hasSameTextualContentAs(temp.resolve("before"));
    bothSidesHold(subjects(rig.mail().resolve("INBOX")));
  }

  @Test
  void aMailDiskThatNobodyMayWriteIsToldAndDeletesNothing() throws Exception {
    fillServer();
    SyncContract.succeeds(rig.run());
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.append("INBOX", mail("late", 200).getBytes(ISO_8859_1), "");
      imap.store("INBOX", "1", "+FLAGS", "\\Flagged");
      imap.delete("INBOX", "2");
    }
    Rig.Run run =
        rig.script(
            """
            mount --bind %1$s %1$s && mount -o remount,bind,ro %1$s
            "$@"; echo "first=$?"
            mount -o remount,bind,rw %1$s
            "$@"; echo "second=$?"
            """
                .formatted(rig.mail()));
    assertThat(run.output()).contains("first=1", "second=0", "Read-only file system");
    bothSidesHold(subjects(rig.mail().resolve("INBOX")));
  }

  @Test
  void aLimitOnTheSizeOfFilesConcernsOneMessageOnly() throws Exception {
    fillServer();
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.append("INBOX", mail("huge", 3_000_000).getBytes(ISO_8859_1), "");
      imap.append("INBOX", mail("last", 200).getBytes(ISO_8859_1), "");
    }
    Rig.Run limited = rig.script("ulimit -f 4096; exec \"$@\"");
    assertThat(limited.exit()).as(limited.output()).isEqualTo(1);
    assertThat(subjects(rig.mail().resolve("INBOX")))
        .contains("last", "m0")
        .doesNotContain("huge")
        .hasSize(MESSAGES + 1);
    SyncContract.succeeds(rig.run());
    bothSidesHold(subjects(rig.mail().resolve("INBOX")));
  }

  private void fillServer() throws IOException {
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      for (int i = 0; i < MESSAGES; i++) {
        imap.append("INBOX", mail("m" + i, OCTETS).getBytes(ISO_8859_1), "");
      }
    }
  }

  private void bothSidesHold(List<String> local) throws IOException {
    List<String> remote = new ArrayList<>();
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.messages("INBOX").forEach(m -> remote.add(subject(m.octets())));
    }
    assertThat(local).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(remote);
    assertThat(local).hasSizeGreaterThanOrEqualTo(MESSAGES);
  }

  private static List<String> subjects(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> all = Files.list(folder.resolve(part))) {
        for (Path file : all.toList()) {
          found.add(subject(Files.readString(file, ISO_8859_1)));
        }
      }
    }
    return found;
  }

  private static String mail(String subject, int octets) {
    String line = "A line of text that is there to fill the disk.\r\n";
    return "Subject: "
        + subject
        + "\r\nMessage-ID: <"
        + subject
        + "@example.org>\r\n\r\n"
        + line.repeat(1 + octets / line.length());
  }

  private static String subject(String message) {
    int from = message.indexOf("Subject: ") + "Subject: ".length();
    return message.substring(from, message.indexOf('\n', from)).strip();
  }
}
