package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;
import org.offlineimap.testing.Proves;
import org.offlineimap.testing.Rig;

/** The contract against the embedded server, and what only it can hold or tell. */
final class SandboxSyncTest extends SyncContract {
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server = SandboxServer.builder().user("user", "secret").start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String user() {
    return "user";
  }

  @Override
  String password() {
    return "secret";
  }

  /** Dovecot takes none of these, but there are servers that hold them. */
  @Test
  void bringsDownWhatAnotherServerWouldNotEvenStore() throws Exception {
    List<String> odd =
        List.of(
            "Subject: nul\r\n\r\na \u0000 octet\r\n\u0000", "", "\r\n", "no header, no line end");
    for (String message : odd) {
      server
          .mailbox("user", "INBOX")
          .deliver(
              message.getBytes(ISO_8859_1),
              FlagSet.none(),
              Instant.EPOCH.plusSeconds(1_700_000_000).atOffset(ZoneOffset.UTC));
    }
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    succeeds(rig.run());
    List<String> there = new ArrayList<>();
    for (Path file : rig.messages("INBOX")) {
      there.add(Files.readString(file, ISO_8859_1));
    }
    List<String> wanted = odd.stream().map(text -> text.replace("\r\n", "\n")).toList();
    assertThat(there).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Idempotence as the server sees it (rule R5): no command that could change anything. */
  @Test
  void aSecondRunSendsNoCommandThatChangesAnything() throws Exception {
    server
        .mailbox("user", "INBOX")
        .deliver(
            "Subject: x\r\n\r\ny\r\n".getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.EPOCH.atOffset(ZoneOffset.UTC));
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    rig.deliver("INBOX", "1.a", "Subject: up\n\nbody\n".getBytes(ISO_8859_1));
    succeeds(rig.run());
    succeeds(rig.run());
    SessionLog second = server.lastSession();
    assertThat(second.commandsAfterLogin())
        .isNotEmpty()
        .noneMatch(sent ->
            sent.matches("(?i)(UID )?(APPEND|STORE|EXPUNGE|CREATE|COPY|MOVE|DELETE|RENAME)\\b.*"));
  }

  @Test
  void usesNoExtensionThatTheUserSwitchedOff() throws Exception {
    Rig rig =
        new Rig(
            temp.resolve("home"),
            port(),
            user(),
            password(),
            "disable_extensions = QRESYNC, condstore, LIST-STATUS, LITERAL+");
    rig.deliver("INBOX", "1.a", "Subject: up\n\nbody\n".getBytes(ISO_8859_1));
    succeeds(rig.run());
    assertThat(server.lastSession().commandsAfterLogin())
        .anyMatch(sent -> sent.startsWith("APPEND"))
        .noneMatch(sent -> sent.matches("(?i).*(QRESYNC|CONDSTORE|RETURN \\(.*STATUS).*"));
  }

  /** The end of it is told, and the next run keeps away (reference: beyond 4). */
  @Test
  void keepsAwayFromAServerThatWantsALongRest() throws Exception {
    server.nextConnection(
        new FaultScript().no("AUTHENTICATE", 1, "[LIMIT] Too many logins, come in 2 hours"));
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    Rig.Run first = rig.run();
    assertThat(first.exit()).as(first.output()).isEqualTo(1);
    assertThat(first.output()).containsPattern("throttled").containsPattern("after 20\\d\\d-");
    Rig.Run second = rig.run();
    assertThat(second.exit()).as(second.output()).isEqualTo(1);
    assertThat(second.output()).contains("throttled", "Too many logins, come in 2 hours");
    assertThat(server.sessions()).hasSize(1);
  }

  @Test
  void waitsWhenTheServerWantsAShortRest() throws Exception {
    server
        .mailbox("user", "INBOX")
        .deliver(
            "Subject: x\r\n\r\ny\r\n".getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.EPOCH.atOffset(ZoneOffset.UTC));
    server.nextConnection(
        new FaultScript()
            .bad("SELECT", 1, "Request is throttled. Suggested Backoff Time: 300 milliseconds")
            .no("LIST", 1, "[UNAVAILABLE] Back in 1 second"));
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    succeeds(rig.run());
    assertThat(rig.messages("INBOX")).hasSize(1);
  }

  /** What a window hides is not deleted on disk ({@code Quirk.NEWEST_ONLY}). */
  @Test
  @Proves(Quirk.NEWEST_ONLY)
  void keepsWhatAServerNoLongerShows() throws Exception {
    try (SandboxServer narrow =
        SandboxServer.builder()
            .user("user", "secret")
            .behaving(Behaviour.NEWEST_ONLY)
            .messageLimit(1000)
            .window(2)
            .start()) {
      Rig rig = new Rig(temp.resolve("home"), narrow.port(), user(), password());
      for (int round = 1; round <= 2; round++) {
        for (int i = 0; i < 2; i++) {
          narrow
              .mailbox("user", "INBOX")
              .deliver(
                  ("Subject: " + round + i + "\r\n\r\ny\r\n").getBytes(ISO_8859_1),
                  FlagSet.none(),
                  Instant.EPOCH.atOffset(ZoneOffset.UTC));
        }
        succeeds(rig.run());
        assertThat(rig.messages("INBOX")).hasSize(2 * round);
      }
      assertThat(narrow.lastSession().met()).contains(Behaviour.NEWEST_ONLY);
      narrow.mailbox("user", "INBOX").expunge(3);
      succeeds(rig.run());
      assertThat(rig.messages("INBOX")).hasSize(3);
      for (Path file : rig.messages("INBOX")) {
        if (Files.readString(file, ISO_8859_1).startsWith("Subject: 10")) {
          Files.delete(file);
        }
      }
      assertThat(rig.messages("INBOX")).hasSize(2);
      succeeds(rig.run());
      assertThat(narrow.mailbox("user", "INBOX").messages()).hasSize(3);
    }
  }
}
