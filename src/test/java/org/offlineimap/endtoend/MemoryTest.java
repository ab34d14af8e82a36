package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.VastServer;

/**
 * The program, in a process of its own with a small heap, and what is larger than that heap. {@code
 * -Dofflineimap.messages=N} and {@code -Dofflineimap.lines=N} make it smaller for a first look.
 */
final class MemoryTest {
  private static final int MESSAGES = Integer.getInteger("offlineimap.messages", 1_000_000);
  private static final long LINES = Long.getLong("offlineimap.lines", (1L << 31) / 64);

  @TempDir Path home;

  /** Down, and up again: the file under a second name without a UID is a new message. */
  @Test
  @Tag("long")
  void twoGibibytesPassDownAndUpWithAHeapOf64MiB() throws Exception {
    VastServer.Contents contents = VastServer.large(LINES);
    try (VastServer server = VastServer.start(1, contents)) {
      Rig rig = rig(server, "-Xmx64m", "-XX:MaxDirectMemorySize=16m");
      succeeds(rig);
      Path down = rig.messages("INBOX").getFirst();
      assertThat(Files.size(down))
          .as("one CR less a line")
          .isEqualTo(contents.octets(1) - LINES - 2);
      Files.createLink(rig.mail().resolve("INBOX/new/1.again"), down);
      succeeds(rig);
      assertThat(server.appended())
          .containsExactly(
              new VastServer.Appended(contents.octets(1), VastServer.digest(contents, 1)));
      assertThat(rig.messages("INBOX")).hasSize(2);
    }
  }

  /**
   * The first synchronisation; one that finds nothing changed; and, when our own files are gone,
   * one that lists both sides in full and finds nothing to do.
   */
  @Test
  @Tag("long")
  void aMillionMessagesFitIntoAHeapOf256MiB() throws Exception {
    try (VastServer server = VastServer.start(MESSAGES, VastServer.small())) {
      Rig rig = rig(server, "-Xmx256m", "-XX:MaxDirectMemorySize=16m");
      succeeds(rig, "-k", "general:fsync=no");
      assertThat(count(rig)).isEqualTo(MESSAGES);
      int before = server.commands().size();
      succeeds(rig);
      assertThat(server.commands().subList(before, server.commands().size()))
          .noneMatch(command -> command.startsWith("UID"));
      deleteAll(rig.metadata().resolve("Account-Test/Engine"));
      succeeds(rig);
      assertThat(server.commands().subList(before, server.commands().size()))
          .noneMatch(command -> command.contains("BODY"));
      assertThat(server.appended()).isEmpty();
      assertThat(count(rig)).isEqualTo(MESSAGES);
    }
  }

  /** What is kept for a folder is a few kilobytes, not a buffer. */
  @Test
  @Tag("long")
  void twoThousandFoldersFitIntoAHeapOf64MiB() throws Exception {
    try (SandboxServer server = SandboxServer.builder().start()) {
      OffsetDateTime date = OffsetDateTime.parse("2026-01-01T00:00:00Z");
      for (int i = 0; i < 2000; i++) {
        byte[] octets = ("Subject: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        server.mailbox("user", "f" + i).deliver(octets, FlagSet.none(), date);
      }
      Rig rig = new Rig(home, server.port(), "user", "secret").jvm("-Xmx64m").waiting(3600);
      succeeds(rig, "-k", "general:fsync=no");
      assertThat(rig.messages("f1999")).hasSize(1);
      succeeds(rig);
    }
  }

  private Rig rig(VastServer server, String... flags) throws IOException {
    return new Rig(home, server.port(), "user", "secret").jvm(flags).waiting(3600);
  }

  private static void succeeds(Rig rig, String... arguments) throws Exception {
    Rig.Run run =
        rig.run(
            Stream.concat(Stream.of("-u", "quiet"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private static long count(Rig rig) throws IOException {
    long sum = 0;
    for (String part : new String[] {"new", "cur"}) {
      try (Stream<Path> all = Files.list(rig.mail().resolve("INBOX").resolve(part))) {
        sum += all.count();
      }
    }
    return sum;
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }
}
