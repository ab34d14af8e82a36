package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.imap.ImapSettings.Connections;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;
import org.offlineimap.testing.Proves;

/** {@code maxconnections}: as many connections as it says while much comes, and never more. */
final class ConnectionsTest {
  private static final OffsetDateTime DATE =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
  private static final int FOLDERS = 5;
  private static final int MESSAGES = 4;

  /** A folder's messages are worth a connection of their own. */
  private static final Connections EAGER = new Connections(3, 1);

  @TempDir Path temp;
  private int homes;

  private static SandboxServer.Builder described() {
    return SandboxServer.builder().user("user", "secret").grace(Duration.ZERO);
  }

  private static SandboxServer filled(SandboxServer.Builder builder) throws IOException {
    SandboxServer server = builder.start();
    for (int folder = 0; folder < FOLDERS; folder++) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] text = ("Subject: " + i + "\r\n\r\n" + folder).getBytes(StandardCharsets.US_ASCII);
        server.mailbox("user", "F" + folder).deliver(text, FlagSet.none(), DATE);
      }
    }
    return server;
  }

  private InProcess program(SandboxServer server, Connections connections) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes++));
    InProcess program = new InProcess(home, server.port());
    program.over(connections);
    return program;
  }

  private static void holdsEverything(InProcess program, String where) throws IOException {
    for (int folder = 0; folder < FOLDERS; folder++) {
      assertThat(program.files("F" + folder)).as(where + ", F" + folder).hasSize(MESSAGES);
    }
  }

  private static List<SyncEvent> warnings(InProcess program) {
    return program.events().stream().filter(SyncEvent.Warning.class::isInstance).toList();
  }

  @Test
  void asManyAreUsedAsAreAllowedAndNeverMore() throws Exception {
    try (SandboxServer server = filled(described())) {
      InProcess program = program(server, EAGER);
      assertThat(program.sync().downloaded()).isEqualTo(FOLDERS * MESSAGES);
      holdsEverything(program, "three");
      assertThat(server.mostConnections()).isEqualTo(3);
      assertThat(server.sessions()).hasSize(3).allSatisfy(ConnectionsTest::readBodiesAndSignedOut);
    }
  }

  private static void readBodiesAndSignedOut(SessionLog log) throws InterruptedException {
    assertThat(log.awaitEnd(60)).isTrue();
    assertThat(log.commands())
        .anyMatch(command -> command.contains("BODY.PEEK[]"))
        .last()
        .isEqualTo("LOGOUT");
  }

  @Test
  void oneIsTheDefaultAndEnoughForLittle() throws Exception {
    for (Connections connections : List.of(Connections.ONE, Connections.upTo(3))) {
      try (SandboxServer server = filled(described())) {
        InProcess program = program(server, connections);
        program.sync();
        holdsEverything(program, "one");
        assertThat(server.sessions()).hasSize(1);
      }
    }
  }

  @Test
  @Proves(Quirk.FEW_CONNECTIONS)
  void whatTheServerRefusesIsToldOnceAndTheRestGoesOn() throws Exception {
    try (SandboxServer server =
        filled(described().connections(2).behaving(Behaviour.FEW_CONNECTIONS))) {
      InProcess program = program(server, EAGER);
      program.sync();
      holdsEverything(program, "two");
      assertThat(server.lastSession().met()).contains(Behaviour.FEW_CONNECTIONS);
      assertThat(server.sessions()).hasSize(3);
      assertThat(warnings(program))
          .singleElement()
          .asString()
          .contains("no further connection (maxconnections = 3)", "going on with 2");
    }
  }

  @Test
  void aFurtherConnectionThatIsCutLosesAndDoublesNothing() throws Exception {
    cutTheSecond(61);
  }

  @Test
  @Tag("long")
  void aFurtherConnectionCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutTheSecond(1);
  }

  private void cutTheSecond(int step) throws Exception {
    long down;
    try (SandboxServer server = filled(described())) {
      program(server, EAGER).sync();
      down = server.sessions().get(1).bytesDown();
    }
    for (long n = 0; n <= down; n += step) {
      try (SandboxServer server = filled(described())) {
        server.nextConnection(new FaultScript());
        server.nextConnection(new FaultScript().cutAfterSent(n));
        InProcess program = program(server, EAGER);
        String where = "cut after octet " + n;
        recovers(program, where);
        assertThat(server.mostConnections()).as(where).isLessThanOrEqualTo(3);
      }
    }
  }

  /** Within the pass, mostly; else in the next. A farewell that is cut is no loss. */
  private static void recovers(InProcess program, String where) throws SyncException, IOException {
    try {
      program.run();
    } catch (SyncException.RepositoryFailure e) {
      assertThat(e.text()).as(where).contains("signing out");
    }
    program.sync();
    holdsEverything(program, where);
    assertThat(program.sync().downloaded()).as(where).isZero();
  }
}
