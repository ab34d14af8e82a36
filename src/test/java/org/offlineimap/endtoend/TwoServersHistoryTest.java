package org.offlineimap.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.CuttingProxy;
import org.offlineimap.testing.Dovecot;

/**
 * Random histories of two servers, each in its role, with keywords and dates of arrival. {@code
 * -Dofflineimap.seed=N} tries others.
 */
final class TwoServersHistoryTest {
  private static final long SEED = Long.getLong("offlineimap.seed", 20_261_124);

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"NOTHING, NOTHING", "QUICK_RESYNC, EVERYTHING", "EVERYTHING, QUICK_RESYNC"})
  void aShortHistoryEndsAsTheBookSays(Lacking far, Lacking near, TestReporter reporter)
      throws Exception {
    onEmbedded(far, near, 60, SEED, reporter);
  }

  @ParameterizedTest
  @CsvSource({
    "NOTHING, NOTHING",
    "QUICK_RESYNC, QUICK_RESYNC",
    "MODIFICATION_SEQUENCES, MODIFICATION_SEQUENCES",
    "EVERYTHING, EVERYTHING",
    "NOTHING, EVERYTHING",
    "EVERYTHING, NOTHING",
    "LONG_COMMANDS, NOTHING",
    "NOTHING, LONG_COMMANDS_UNTOLD"
  })
  @Tag("long")
  void longHistoriesEndAsTheBookSays(Lacking far, Lacking near, TestReporter reporter)
      throws Exception {
    for (int i = 0; i < 5; i++) {
      onEmbedded(far, near, 200, SEED + 1 + i, reporter);
    }
  }

  @Test
  @Tag("long")
  void dovecotsEndAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Dovecot far = Dovecot.with().start();
          Dovecot near = Dovecot.with().hide("QRESYNC").start()) {
        live(far.port(), near.port(), 200, SEED + 100 + i, reporter);
      }
    }
  }

  private void onEmbedded(Lacking far, Lacking near, int steps, long seed, TestReporter reporter)
      throws Exception {
    try (SandboxServer remote = far.start();
        SandboxServer local = near.start();
        History history = history(remote.port(), local.port(), seed)) {
      int passes = Math.max(far.passes(), near.passes());
      reporter.publishEntry(history.within(passes).live(steps));
    }
  }

  private void live(int far, int near, int steps, long seed, TestReporter reporter)
      throws Exception {
    try (History history = history(far, near, seed)) {
      reporter.publishEntry(history.live(steps));
    }
  }

  private History history(int far, int near, long seed) throws IOException {
    List<CuttingProxy> proxies = List.of(new CuttingProxy(far), new CuttingProxy(near));
    InProcess program =
        InProcess.between(
            temp.resolve("home" + seed), proxies.getFirst().port(), proxies.getLast().port());
    HistoryServer.Names names = HistoryServer.Names.PLAIN;
    return new History(
        program,
        List.of(
            new HistoryServer(far, "user", names, List.of("\\Answered", "\\Draft", "$Forwarded")),
            new HistoryServer(near, "user", names, List.of("\\Flagged", "\\Seen", "$Label1"))),
        proxies,
        seed);
  }
}
