package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.repository.imap.ImapSettings.SlowLine;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;

/**
 * {@code usecompression} unset: compressed is what is much and has come slowly, and nothing else.
 */
final class SlowLineTest {
  private static final OffsetDateTime DATE =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
  private static final int MESSAGES = 1200;
  private static final byte[] MAIL =
      ("Subject: x\r\n\r\n" + "the same again and again\r\n".repeat(160))
          .getBytes(StandardCharsets.US_ASCII);

  /** Slower than any line that a test meets. */
  private static final long NONE = 1;

  /** Faster than any. */
  private static final long ANY = Long.MAX_VALUE;

  @TempDir Path home;
  private long received;

  private SessionLog synchronised(SandboxServer.Builder builder, SlowLine slow) throws Exception {
    try (SandboxServer server = builder.grace(Duration.ZERO).start()) {
      for (int i = 0; i < MESSAGES; i++) {
        server.mailbox("user", "F").deliver(MAIL, FlagSet.none(), DATE);
      }
      InProcess program = new InProcess(home, server.port());
      program.compressing(slow);
      assertThat(program.sync().downloaded()).isEqualTo(MESSAGES);
      assertThat(program.files("F")).hasSize(MESSAGES);
      received = program.received();
      assertThat(server.sessions()).hasSize(1);
      SessionLog log = server.lastSession();
      assertThat(log.awaitEnd(60)).isTrue();
      return log;
    }
  }

  private static SandboxServer.Builder able() throws IOException {
    return SandboxServer.builder().with(Capability.COMPRESS);
  }

  private static List<String> compressions(SessionLog log) {
    return log.commands().stream().filter(command -> command.startsWith("COMPRESS")).toList();
  }

  @Test
  void muchOnASlowLineIsCompressedOnceFromThereOn() throws Exception {
    SessionLog log = synchronised(able(), new SlowLine(ANY, 1 << 20));
    assertThat(compressions(log)).containsExactly("COMPRESS DEFLATE");
    assertThat(log.commands().indexOf("COMPRESS DEFLATE"))
        .as("only after something came")
        .isGreaterThan(log.commands().indexOf(fetch(log)));
    assertThat(received).isLessThan(MESSAGES * (long) MAIL.length * 3 / 4);
  }

  private static String fetch(SessionLog log) {
    return log.commands().stream()
        .filter(one -> one.contains("BODY.PEEK[]"))
        .findFirst()
        .orElse("");
  }

  @Test
  void muchOnAFastLineIsNot() throws Exception {
    SessionLog log = synchronised(able(), new SlowLine(NONE, 1 << 20));
    assertThat(compressions(log)).isEmpty();
    assertThat(received).isGreaterThan(MESSAGES * (long) MAIL.length);
  }

  @Test
  void littleOnASlowLineIsNot() throws Exception {
    SessionLog log = synchronised(able(), new SlowLine(ANY, 16L << 20));
    assertThat(compressions(log)).isEmpty();
  }

  @Test
  void aServerThatCannotIsNotAsked() throws Exception {
    SessionLog log = synchronised(SandboxServer.builder(), new SlowLine(ANY, 1 << 20));
    assertThat(compressions(log)).isEmpty();
  }
}
