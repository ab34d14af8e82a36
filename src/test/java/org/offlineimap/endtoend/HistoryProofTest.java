package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.sandbox.Capability.*;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Courier;
import org.offlineimap.testing.Cyrus;
import org.offlineimap.testing.Dovecot;

/**
 * Random histories of both sides with cut connections, for each kind of server; an independent book
 * says after each pass what both sides must hold. {@code -Dofflineimap.seed=N} tries another seed.
 */
final class HistoryProofTest {
  private static final long SEED = Long.getLong("offlineimap.seed", 20_261_124);

  @TempDir Path temp;

  /** What a server lacks. */
  enum Lacking {
    NOTHING,
    QUICK_RESYNC,
    MODIFICATION_SEQUENCES,
    EVERYTHING,
    /** Nothing, but a command may be about three messages only (RFC 9738). */
    LONG_COMMANDS,
    /** The same, and it is not announced. */
    LONG_COMMANDS_UNTOLD;

    boolean isLimited() {
      return this == LONG_COMMANDS || this == LONG_COMMANDS_UNTOLD;
    }

    Capability[] missing() {
      return switch (this) {
        case NOTHING, LONG_COMMANDS -> new Capability[0];
        case LONG_COMMANDS_UNTOLD -> new Capability[] {MESSAGELIMIT};
        case QUICK_RESYNC -> new Capability[] {QRESYNC};
        case MODIFICATION_SEQUENCES -> new Capability[] {QRESYNC, CONDSTORE, NOTIFY};
        case EVERYTHING ->
            new Capability[] {
              QRESYNC, CONDSTORE, NOTIFY, UIDPLUS, LIST_EXTENDED, LIST_STATUS, ESEARCH, SEARCHRES,
              MOVE, MULTIAPPEND, LITERAL_PLUS, ENABLE, OBJECTID, UNSELECT, BINARY, PARTIAL
            };
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aShortHistoryEndsAsTheBookSays(Lacking lacking, TestReporter reporter) throws Exception {
    onEmbedded(lacking, 60, SEED, reporter);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void longHistoriesEndAsTheBookSays(Lacking lacking, TestReporter reporter) throws Exception {
    for (int i = 0; i < 10; i++) {
      onEmbedded(lacking, 200, SEED + 1 + i, reporter);
    }
  }

  @Test
  void aHistoryOverThreeConnectionsEndsAsTheBookSays(TestReporter reporter) throws Exception {
    overThree(60, SEED + 400, reporter);
  }

  @Test
  @Tag("long")
  void longHistoriesOverThreeConnectionsEndAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 10; i++) {
      overThree(200, SEED + 401 + i, reporter);
    }
  }

  private void overThree(int steps, long seed, TestReporter reporter) throws Exception {
    try (SandboxServer server =
            SandboxServer.builder().user("user", "secret").grace(Duration.ZERO).start();
        History history = new History(temp.resolve("home" + seed), server.port(), seed, "", "/")) {
      reporter.publishEntry(history.over(3).live(steps));
      // One more is the other client, which stays.
      assertThat(server.mostConnections()).isBetween(3, 4);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "LONG_.*")
  @Tag("long")
  void dovecotEndsAsTheBookSays(Lacking lacking, TestReporter reporter) throws Exception {
    String[] hidden =
        Arrays.stream(lacking.missing())
            .map(one -> one.name().replace('_', '-'))
            .toArray(String[]::new);
    for (int i = 0; i < 3; i++) {
      try (Dovecot dovecot = Dovecot.with().hide(hidden).start()) {
        live(dovecot.port(), 200, SEED + 100 + i, reporter);
      }
    }
  }

  @Test
  @Tag("long")
  void cyrusEndsAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Cyrus cyrus = Cyrus.start()) {
        live(cyrus.port(), 200, SEED + 200 + i, reporter);
      }
    }
  }

  @Test
  @Tag("long")
  void courierEndsAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 3; i++) {
      long seed = SEED + 300 + i;
      try (Courier courier = Courier.start();
          History history =
              new History(temp.resolve("home" + seed), courier.port(), seed, "INBOX.", ".")) {
        reporter.publishEntry(history.live(60));
      }
    }
  }

  private void onEmbedded(Lacking lacking, int steps, long seed, TestReporter reporter)
      throws Exception {
    SandboxServer.Builder builder =
        SandboxServer.builder().user("user", "secret").grace(Duration.ZERO);
    if (lacking.isLimited()) {
      builder.messageLimit(3).with(UIDONLY);
    }
    try (SandboxServer server = builder.without(lacking.missing()).start()) {
      live(server.port(), steps, seed, reporter);
    }
  }

  private void live(int port, int steps, long seed, TestReporter reporter) throws Exception {
    try (History history = new History(temp.resolve("home" + seed), port, seed, "", "/")) {
      reporter.publishEntry(history.live(steps));
    }
  }
}
