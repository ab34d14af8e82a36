package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;

/**
 * Two connections are never coupled: while one server takes nothing, the other gives all that it
 * was asked for, and waits for nobody.
 */
final class TwoServersPaceTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int MESSAGES = 40;

  /** More than buffers of sockets hold, all messages together. */
  private static final int OCTETS = 256 * 1024;

  @TempDir Path home;
  private Between between;

  @BeforeEach
  void start() throws IOException {
    between = new Between(home, SandboxServer.builder(), SandboxServer.builder());
    Between.box(between.far, "INBOX");
    Between.box(between.near, "INBOX");
    between.sync();
  }

  @AfterEach
  void stop() throws IOException {
    between.close();
  }

  @Test
  void aLocalServerThatTakesNothingHoldsUpNoDownload() throws Exception {
    gives(between.far, between.near);
  }

  @Test
  void aRemoteServerThatTakesNothingHoldsUpNoFetchForAnUpload() throws Exception {
    gives(between.near, between.far);
  }

  private void gives(SandboxServer giving, SandboxServer taking) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      String head = "Message-ID: <" + i + "@example.org>\r\n\r\n";
      Between.deliver(giving, "INBOX", head + "x".repeat(OCTETS), "");
    }
    FaultScript stalled = new FaultScript().stallAfterReceived(OCTETS);
    taking.nextConnection(stalled);
    try (ExecutorService one = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?> pass = CompletableFuture.runAsync(between::run, one);
      try {
        Eventually.within(LIMIT, stalled::hasStalled);
        Eventually.within(LIMIT, () -> giving.lastSession().bytesDown() > (long) MESSAGES * OCTETS);
        assertThat(pass).isNotDone();
        assertThat(Between.box(taking, "INBOX").messages()).isEmpty();
      } finally {
        stalled.release();
      }
      pass.join();
    }
    between.sync(); // The stall ended with the connection.
    assertThat(Between.mail(between.near)).isEqualTo(Between.mail(between.far)).hasSize(MESSAGES);
  }
}
