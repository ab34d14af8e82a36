package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Main;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Rig;
import org.offlineimap.testing.Tmux;

/** The line of ttyui that lives while messages are copied, in a real terminal. */
final class ProgressLineTest {
  private static final int OCTETS = 4_000_000;

  @TempDir Path home;
  private final SandboxServer server;

  ProgressLineTest() throws IOException {
    server = SandboxServer.builder().user("user", "secret").start();
    byte[] message = ("Subject: large\r\n\r\n" + "x".repeat(OCTETS) + "\r\n").getBytes(UTF_8);
    server.mailbox("user", "INBOX").deliver(message, FlagSet.none(), OffsetDateTime.MIN);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  /** One large message that takes more than a second: an octet a packet for a slow line. */
  @Test
  void aSlowMessageIsSeenToMoveAndTheLogKnowsNothingOfIt() throws Exception {
    server.nextConnection(new FaultScript().oneByteSegments());
    Path log = home.resolve("t.log");
    Rig rig = new Rig(home.resolve("home"), server.port(), "user", "secret");
    Path script = rig.inShell(Main.class, "-o", "-u", "ttyui", "-l", log.toString());
    try (Tmux tmux = Tmux.open(Files.createDirectory(home.resolve("tmux")), 100, 24)) {
      tmux.type("JDK_JAVA_OPTIONS=-Dofflineimap.screen=true sh " + script);
      tmux.until("0 of 1 messages, ");
      assertThat(String.join("\n", tmux.until("B/s"))).contains("Copy message UID 1 (1/1)");
      tmux.press("C-c");
      tmux.press("C-c");
      tmux.untilShell();
      assertThat(String.join("\n", tmux.screen())).doesNotContain("of 1 messages");
    }
    assertThat(Files.readString(log)).contains("Copy message").doesNotContain(" of 1 messages");
  }
}
