package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;

/**
 * A session that moves messages on both of two servers is cut at octets of either one, in either
 * direction. The next run ends where an undisturbed one does, and the one after it does nothing. A
 * sample by {@code -Dseed=N} in every check, every octet in the long ones.
 */
final class TwoServersWireProofTest {
  /** Shorter than a person would wait, longer than a loaded machine takes for an answer. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private static final int SAMPLE = 15;

  @TempDir Path temp;
  private int homes;

  @Test
  void aSampleOfCutsLosesAndDoublesNothing() throws Exception {
    long seed = Long.getLong("seed", 20261124L);
    Random random = new Random(seed);
    Sizes sizes = sizes();
    for (int i = 0; i < SAMPLE; i++) {
      boolean far = random.nextBoolean();
      boolean answers = random.nextBoolean();
      long n = random.nextLong(sizes.of(far, answers));
      survives(new Cut(far, answers, n), "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  @Tag("long")
  void cutsAtEveryOctetLoseAndDoubleNothing(boolean far, boolean answers, TestReporter reporter)
      throws Exception {
    long octets = sizes().of(far, answers);
    for (long n = 0; n <= octets; n++) {
      survives(new Cut(far, answers, n), "every octet");
    }
    reporter.publishEntry(new Cut(far, answers, octets).toString());
  }

  private record Cut(boolean far, boolean answers, long octet) {
    FaultScript script() {
      return answers
          ? new FaultScript().cutAfterSent(octet)
          : new FaultScript().cutAfterReceived(octet);
    }
  }

  private record Sizes(long farDown, long farUp, long nearDown, long nearUp) {
    long of(boolean far, boolean answers) {
      if (far) {
        return answers ? farDown : farUp;
      }
      return answers ? nearDown : nearUp;
    }
  }

  private Sizes sizes() throws Exception {
    try (Between calm = refiled()) {
      assertThat(calm.sync().moved()).isEqualTo(4);
      assertThat(Between.mail(calm.near)).isEqualTo(Between.mail(calm.far)).hasSize(6);
      return new Sizes(
          calm.far.lastSession().bytesDown(),
          calm.far.lastSession().bytesUp(),
          calm.near.lastSession().bytesDown(),
          calm.near.lastSession().bytesUp());
    }
  }

  /** In agreement; then messages went to another folder on both servers, and one is new on each. */
  private Between refiled() throws IOException {
    Between between = new Between(temp.resolve("home" + homes++), server(), server());
    for (String name : List.of("a", "b", "c", "d")) {
      Between.deliver(between.far, "INBOX", text(name), name.equals("b") ? "S" : "");
    }
    Between.deliver(between.far, "Saved", text("e"), "");
    Between.deliver(between.near, "Saved", text("f"), "");
    between.sync();
    Between.move(between.near, "INBOX", 1, "Saved");
    Between.move(between.near, "INBOX", 2, "Saved");
    Between.move(between.far, "INBOX", 3, "Saved");
    Between.move(between.far, "Saved", 1, "INBOX");
    return between;
  }

  private static SandboxServer.Builder server() {
    return SandboxServer.builder()
        .grace(Duration.ZERO)
        .without(Capability.LIST_STATUS, Capability.QRESYNC);
  }

  private static String text(String name) {
    return "Message-ID: <" + name + "@x>\r\n\r\n" + name + "\r\n";
  }

  private void survives(Cut cut, String how) throws IOException {
    String where = how + ", " + cut;
    try (Between between = refiled()) {
      (cut.far() ? between.far : between.near).nextConnection(cut.script());
      between.patience = PATIENCE;
      between.run();
      between.patience = Duration.ofSeconds(60);
      between.sync();
      assertThat(Between.mail(between.near))
          .as(where)
          .isEqualTo(Between.mail(between.far))
          .hasSize(6);
      List<String> folders = new ArrayList<>();
      Between.mail(between.far).forEach(line -> folders.add(line.substring(0, 5)));
      assertThat(folders).as(where).filteredOn("Saved"::equals).hasSize(4);
      long before = between.changes();
      between.sync();
      assertThat(between.changes()).as("third run, " + where).isEqualTo(before);
    }
  }
}
