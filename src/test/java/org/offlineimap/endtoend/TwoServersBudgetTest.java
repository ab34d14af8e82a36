package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;

/** The budgets of design 4 between two servers, as both of them count. */
@Timeout(240)
final class TwoServersBudgetTest {
  private static final String LOOKS = "(SELECT|EXAMINE|STATUS|UID|FETCH|ENABLE).*";

  @TempDir Path home;
  private Between between;

  @BeforeEach
  void start() throws IOException {
    between = new Between(home, server(), server());
    for (int i = 0; i < 20; i++) {
      for (int n = 0; n < 3; n++) {
        Between.deliver(between.far, "F" + i, text(i + "." + n), n == 0 ? "S" : "");
      }
    }
    between.sync();
    between.sync();
  }

  private static SandboxServer.Builder server() {
    // A loaded machine may pause the client between two commands of one batch for so long.
    return SandboxServer.builder().grace(Duration.ofMillis(100));
  }

  @AfterEach
  void stop() throws IOException {
    between.close();
  }

  private static String text(String name) {
    return "Message-ID: <" + name + "@example.org>\r\n\r\nBody of " + name + "\r\n";
  }

  private static SessionLog session(SandboxServer server) throws InterruptedException {
    SessionLog log = server.lastSession();
    assertThat(log.awaitEnd(60)).isTrue();
    return log;
  }

  @Test
  void nothingChangedIsFourTurnaroundsAndNoCommandForAnyFolderOnBothSides() throws Exception {
    long before = between.changes();
    between.sync();
    for (SandboxServer server : List.of(between.far, between.near)) {
      SessionLog log = session(server);
      assertThat(log.turnarounds()).as("%s", log.commands()).isLessThanOrEqualTo(4);
      assertThat(log.commandsAfterLogin()).noneMatch(command -> command.matches(LOOKS));
    }
    assertThat(between.events).filteredOn(SyncEvent.FolderUnchanged.class::isInstance).hasSize(21);
    assertThat(between.changes()).isEqualTo(before);
  }

  private interface Change {
    void make();
  }

  /** Each change alone is seen by the build whose no-op was counted, and only its folder is. */
  @Test
  void everySingleChangeOfEitherServerIsSeen() {
    for (SandboxServer server : List.of(between.far, between.near)) {
      String letters = server == between.far ? "FS" : "RS";
      seen(() -> Between.box(server, "F1").setFlags(1, FlagSet.ofLetters(letters)));
      long uid = server == between.far ? 2 : 3;
      seen(() -> Between.box(server, "F2").expunge(uid));
      seen(() -> Between.deliver(server, "F3", text("new on " + server.port()), ""));
      seen(() -> {
        Between.box(server, "F4").expunge(uid);
        Between.deliver(server, "F4", text("in its place on " + server.port()), "");
      });
    }
  }

  private void seen(Change change) {
    change.make();
    between.sync();
    assertThat(between.events).filteredOn(SyncEvent.FolderStarted.class::isInstance).hasSize(1);
    assertThat(Between.mail(between.near)).isEqualTo(Between.mail(between.far));
    between.sync();
    between.sync();
    assertThat(between.events).noneMatch(SyncEvent.FolderStarted.class::isInstance);
  }

  /** The local server too is asked for what changed, not for everything. */
  @Test
  void ofAChangedFolderOnlyTheChangesAreListed() throws Exception {
    Between.deliver(between.far, "F1", text("late"), "");
    between.sync();
    for (SandboxServer server : List.of(between.far, between.near)) {
      assertThat(session(server).commandsAfterLogin())
          .noneMatch(command -> command.startsWith("UID FETCH 1:* (UID FLAGS)"));
    }
  }

  @Test
  void onceADayEverythingIsListedOnBothSides() throws Exception {
    between.ahead = Duration.ofHours(25);
    between.sync();
    for (SandboxServer server : List.of(between.far, between.near)) {
      assertThat(session(server).commandsAfterLogin())
          .anyMatch(command -> command.startsWith("UID FETCH 1:* (UID FLAGS)"));
    }
  }

  @Test
  void movesAreOneCommandForEachRouteWhateverTheNumberOfMessages() throws Exception {
    for (int i = 0; i < 200; i++) {
      Between.deliver(between.far, "F1", text("m" + i), "");
    }
    between.sync();
    between.sync();
    for (long uid = 4; uid <= 103; uid++) {
      Between.move(between.far, "F1", uid, "F2");
    }
    for (long uid = 104; uid <= 203; uid++) {
      Between.move(between.near, "F1", uid, "F3");
    }
    assertThat(between.sync().moved()).isEqualTo(200);
    for (SandboxServer server : List.of(between.far, between.near)) {
      assertThat(session(server).commandsAfterLogin())
          .noneMatch(command -> command.contains("BODY.PEEK[]") || command.startsWith("APPEND"))
          .filteredOn(command -> command.startsWith("UID MOVE"))
          .hasSize(1);
    }
    assertThat(Between.mail(between.near)).isEqualTo(Between.mail(between.far));
  }
}
