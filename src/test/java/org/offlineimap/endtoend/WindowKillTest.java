package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Effects;

/**
 * On a server that could hide its oldest messages, and shows them once it is asked to, the oldest
 * one is deleted. A run that is killed at any effect after it has seen that leaves it to the next.
 */
final class WindowKillTest {
  @TempDir Path temp;

  @Test
  void theOldestMessageIsDeletedWhereverTheRunBeforeWasKilled() throws Exception {
    int effects = 1;
    for (int n = 1; n <= effects; n++) {
      effects = kill(n);
    }
    assertThat(effects).isGreaterThan(4);
  }

  /** Answers how many effects there were, at least. */
  private int kill(int n) throws Exception {
    try (SandboxServer server =
            SandboxServer.builder()
                .user("user", "secret")
                .grace(Duration.ZERO)
                .messageLimit(10)
                .with(Capability.UIDONLY)
                .start();
        Effects.Silence _ = new Effects.Silence()) {
      InProcess program = new InProcess(temp.resolve("home" + n), server.port());
      Mailbox inbox = server.mailbox("user", "INBOX");
      for (int i = 0; i < 3; i++) {
        byte[] octets = ("Subject: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        inbox.deliver(octets, FlagSet.none(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
      }
      program.sync();
      inbox.expunge(1);
      program.effects.choose(n, Effects.Fate.DIE_AFTER);
      int done = run(program) ? program.effects.done().size() : n + 1;
      program.effects.spare();
      program.sync();
      assertThat(program.files("INBOX")).as("killed after effect %d", n).hasSize(2);
      return done;
    }
  }

  private static boolean run(InProcess program) throws Exception {
    try {
      return program.run().outcome() == Result.Outcome.OK && !program.effects.isDead();
    } catch (Effects.Killed e) {
      return false;
    }
  }
}
