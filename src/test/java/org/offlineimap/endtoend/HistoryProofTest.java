package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.repository.imap.ImapSettings;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Courier;
import org.offlineimap.testing.CuttingProxy;
import org.offlineimap.testing.Cyrus;
import org.offlineimap.testing.Dovecot;

/**
 * Random histories of both sides with cut connections, for each kind of server; an independent book
 * says after each pass what both sides must hold. {@code -Dofflineimap.seed=N} tries another seed.
 */
final class HistoryProofTest {
  private static final long SEED = Long.getLong("offlineimap.seed", 20_261_124);

  @TempDir Path temp;

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
        History history = history(server.port(), seed, 3, HistoryServer.Names.PLAIN)) {
      reporter.publishEntry(history.live(steps));
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
              history(courier.port(), seed, 1, new HistoryServer.Names("INBOX.", "."))) {
        reporter.publishEntry(history.live(60));
      }
    }
  }

  private void onEmbedded(Lacking lacking, int steps, long seed, TestReporter reporter)
      throws Exception {
    try (SandboxServer server = lacking.start();
        History history = history(server.port(), seed, 1, HistoryServer.Names.PLAIN)) {
      reporter.publishEntry(history.within(lacking.passes()).live(steps));
    }
  }

  private void live(int port, int steps, long seed, TestReporter reporter) throws Exception {
    try (History history = history(port, seed, 1, HistoryServer.Names.PLAIN)) {
      reporter.publishEntry(history.live(steps));
    }
  }

  /**
   * Between a server and a Maildir; further connections serve as little as two folders' messages.
   */
  private History history(int port, long seed, int connections, HistoryServer.Names names)
      throws IOException {
    CuttingProxy proxy = new CuttingProxy(port);
    InProcess program = new InProcess(temp.resolve("home" + seed), proxy.port());
    program.over(new ImapSettings.Connections(connections, 1));
    List<HistorySide> sides =
        List.of(
            new HistoryServer(port, "user", names, List.of("\\Answered", "\\Draft")),
            new HistoryDisk(program.mail(), names.prefix().replace(names.separator(), "/")));
    return new History(program, sides, List.of(proxy), seed);
  }
}
