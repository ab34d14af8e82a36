package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Effects;
import org.offlineimap.testing.PlainImap;

/**
 * With {@code synclabels}, messages that have a field of the sender for labels moved; the run that
 * repeats this is killed before and after each of its durable effects, also between the move on the
 * server and the new name on disk. The next run ends where an undisturbed one does.
 */
@Tag("long")
final class LabelMovesKillTest {
  @TempDir Path temp;
  private int homes;

  /** Moves messages of Work to Next, on one of the sides. */
  private interface Moving {
    void move(InProcess program, SandboxServer server) throws IOException;
  }

  @Test
  void filesThatMovedEndInTheirFolderWithTheirLabelsWhereverItWasKilled() throws Exception {
    List<String> torn = everyKill(LabelMovesKillTest::refile);
    assertThat(torn).contains("server 0 2, disk unnamed 2").contains("server 0 2, disk unnamed 1");
  }

  @Test
  void whatMovedOnTheServerEndsInItsFolderWithItsLabelsWhereverItWasKilled() throws Exception {
    List<String> torn = everyKill(LabelMovesKillTest::moveOnServer);
    assertThat(torn).contains("server 0 2, disk 1 1").contains("server 0 2, disk 0 2");
  }

  /** Both have one length and, without that field, one header. */
  private static String text(String body) {
    return "Subject: s\r\nX-Keywords: sender\r\n\r\n" + body + "\r\n";
  }

  private static void refile(InProcess program, SandboxServer server) throws IOException {
    int number = 0;
    for (Path file : program.files("Work")) {
      Files.move(file, program.mail().resolve("Next/cur/1." + number++ + ":2,S"));
    }
  }

  private static void moveOnServer(InProcess program, SandboxServer server) throws IOException {
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.command("SELECT Work");
      imap.command("UID MOVE 1:* Next");
    }
  }

  /** What each killed run left, as numbers of messages in Work and Next. */
  private List<String> everyKill(Moving moving) throws Exception {
    List<String> torn = new ArrayList<>();
    int effects = 1;
    for (int n = 1; n <= effects; n++) {
      for (Effects.Fate fate : List.of(Effects.Fate.DIE_BEFORE, Effects.Fate.DIE_AFTER)) {
        effects = Math.max(effects, kill(moving, n, fate, torn));
      }
    }
    assertThat(effects).isGreaterThan(4);
    return torn;
  }

  private int kill(Moving moving, int n, Effects.Fate fate, List<String> torn) throws Exception {
    try (SandboxServer server =
            SandboxServer.builder()
                .user("user", "secret")
                .grace(Duration.ZERO)
                .with(Capability.X_GM_EXT_1)
                .without(Capability.QRESYNC)
                .start();
        Effects.Silence _ = new Effects.Silence()) {
      InProcess program = agreed(server);
      moving.move(program, server);
      program.effects.choose(n, fate);
      boolean whole = run(program);
      int done = whole ? program.effects.done().size() : n + 1;
      torn.add(left(program, server));
      program.effects.spare();
      String where = fate + " " + n;
      program.sync();
      isWhole(program, server, where);
      program.sync();
      isWhole(program, server, "again, " + where);
      return done;
    }
  }

  private InProcess agreed(SandboxServer server) throws Exception {
    server.mailbox("user", "Next");
    for (String body : List.of("body 1", "body 2")) {
      server
          .mailbox("user", "Work")
          .deliver(
              text(body).getBytes(UTF_8),
              FlagSet.ofLetters("S"),
              Instant.ofEpochSecond(1_600_000_000).atOffset(ZoneOffset.UTC));
    }
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.command("SELECT Work");
      imap.command("UID STORE 1 +X-GM-LABELS (One)");
      imap.command("UID STORE 2 +X-GM-LABELS (Two)");
    }
    InProcess program = new InProcess(temp.resolve("home" + homes++), server.port());
    program.labels(HistoryLabels.RULES);
    program.sync();
    return program;
  }

  private static boolean run(InProcess program) throws Exception {
    try {
      return program.run().outcome() == Result.Outcome.OK && !program.effects.isDead();
    } catch (Effects.Killed e) {
      return false;
    }
  }

  private static String left(InProcess program, SandboxServer server) throws IOException {
    long unnamed =
        program.files("Next").stream().filter(file -> !file.toString().contains(",U=")).count();
    return "server "
        + server.mailbox("user", "Work").messages().size()
        + " "
        + server.mailbox("user", "Next").messages().size()
        + ", disk "
        + (unnamed > 0
            ? "unnamed " + unnamed
            : program.files("Work").size() + " " + program.files("Next").size());
  }

  private static void isWhole(InProcess program, SandboxServer server, String where)
      throws IOException {
    assertThat(program.files("Work")).as(where).isEmpty();
    assertThat(server.mailbox("user", "Work").messages()).as(where).isEmpty();
    Mailbox next = server.mailbox("user", "Next");
    assertThat(next.messages())
        .as(where)
        .extracting(message -> new String(message.octets(), UTF_8))
        .containsExactlyInAnyOrder(text("body 1"), text("body 2"));
    for (StoredMessage message : next.messages()) {
      assertThat(message.internalDate().toEpochSecond()).as(where).isEqualTo(1_600_000_000);
      assertThat(message.flags()).as(where).isEqualTo(FlagSet.ofLetters("S"));
    }
    List<String> texts = new ArrayList<>();
    for (Path file : program.files("Next")) {
      texts.add(Files.readString(file, UTF_8));
    }
    assertThat(texts)
        .as(where)
        .containsExactlyInAnyOrder(
            "Subject: s\nX-Keywords: One\n\nbody 1\n", "Subject: s\nX-Keywords: Two\n\nbody 2\n");
    labels(server, where);
  }

  private static void labels(SandboxServer server, String where) throws IOException {
    try (PlainImap imap = new PlainImap(server.port(), "user", "secret")) {
      imap.command("EXAMINE Next");
      List<String> told = new ArrayList<>();
      for (PlainImap.Answer answer : imap.command("UID FETCH 1:* (X-GM-LABELS)")) {
        String text = answer.text();
        int at = text.indexOf("X-GM-LABELS (");
        if (at >= 0) {
          told.add(text.substring(at + 13, text.indexOf(')', at)));
        }
      }
      assertThat(told).as(where).containsExactlyInAnyOrder("One", "Two");
    }
  }
}
