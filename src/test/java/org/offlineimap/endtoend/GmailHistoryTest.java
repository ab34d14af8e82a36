package org.offlineimap.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.CuttingProxy;

/**
 * Random histories of Gmail and a Maildir whose files have its labels, changed on both sides.
 * {@code -Dofflineimap.seed=N} tries others.
 */
final class GmailHistoryTest {
  private static final long SEED = Long.getLong("offlineimap.seed", 20_261_124);

  @TempDir Path temp;

  @Test
  void aShortHistoryEndsAsTheBookSays(TestReporter reporter) throws Exception {
    live(60, SEED, reporter, Capability.QRESYNC, Capability.NOTIFY);
  }

  @Test
  @Tag("long")
  void longHistoriesEndAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 3; i++) {
      live(250, SEED + 1 + i, reporter, Capability.QRESYNC, Capability.NOTIFY);
    }
  }

  /** Where the server does not tell the new UIDs. */
  @Test
  @Tag("long")
  void withoutUidPlusLongHistoriesEndAsTheBookSays(TestReporter reporter) throws Exception {
    for (int i = 0; i < 2; i++) {
      live(
          250, SEED + 101 + i, reporter, Capability.QRESYNC, Capability.NOTIFY, Capability.UIDPLUS);
    }
  }

  private void live(int steps, long seed, TestReporter reporter, Capability... missing)
      throws Exception {
    try (SandboxServer server =
            SandboxServer.builder()
                .user("user", "secret")
                .grace(Duration.ZERO)
                .with(Capability.X_GM_EXT_1)
                .without(missing)
                .start();
        History history = history(server, seed)) {
      reporter.publishEntry(history.live(steps));
    }
  }

  private History history(SandboxServer server, long seed) throws IOException {
    CuttingProxy proxy = new CuttingProxy(server.port());
    InProcess program = new InProcess(temp.resolve("home" + seed), proxy.port());
    program.labels(HistoryLabels.RULES);
    return new History(
        program,
        List.of(new HistoryGmail(server), new HistoryGmailDisk(program.mail())),
        List.of(proxy),
        seed);
  }
}
