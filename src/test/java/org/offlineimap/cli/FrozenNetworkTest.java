package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Eventually;
import org.offlineimap.testing.FaultProxy;
import org.offlineimap.testing.Rig;

/**
 * Connections that a router has forgotten: both ends are open, and no octet gets through any more.
 */
final class FrozenNetworkTest {
  private static final Duration LIMIT = Duration.ofSeconds(50);

  @TempDir Path home;
  private SandboxServer server;
  private FaultProxy proxy;

  @BeforeEach
  void begin() throws IOException {
    server = SandboxServer.builder().user("user", "secret").start();
    proxy = new FaultProxy(server.port());
    deliver();
  }

  @AfterEach
  void end() throws IOException {
    proxy.close();
    server.close();
  }

  private void deliver() {
    server
        .mailbox("user", "INBOX")
        .deliver(
            "Subject: x\r\n\r\nx\r\n".getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  private Rig rig(String account, String remote) throws IOException {
    Rig rig = new Rig(home, proxy.port(), "user", "secret", remote);
    String text = Files.readString(rig.rc());
    Files.writeString(
        rig.rc(),
        text.replace("[Account Test]\n", "[Account Test]\nautorefresh = 600\n" + account));
    return rig;
  }

  private boolean idles(int times) {
    return server.sessions().stream()
            .filter(session -> session.commands().stream().anyMatch(line -> line.contains("IDLE")))
            .count()
        >= times;
  }

  /** No time limit is written: it would be a minute for the watch, and five for a pass. */
  @Test
  void afterASleepOfTheMachineEveryConnectionIsMadeAnew() throws Exception {
    Rig rig = rig("", "idlefolders = ['INBOX']\nholdconnectionopen = yes");
    try (StayingRun run = new StayingRun(rig.rc())) {
      Eventually.within(LIMIT, () -> proxy.open() == 2 && rig.messages("INBOX").size() == 1);
      Eventually.within(LIMIT, () -> idles(1));
      proxy.freeze();
      deliver();
      run.control().resumed();
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 2);
      Eventually.within(LIMIT, () -> idles(2));
      deliver();
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 3);
      assertThat(proxy.accepted()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void aServerThatStopsAnsweringIsGivenUpAndAskedAgain() throws Exception {
    Rig rig = rig("", "holdconnectionopen = yes");
    String text = Files.readString(rig.rc());
    Files.writeString(rig.rc(), text.replace("[general]\n", "[general]\nsocktimeout = 1\n"));
    try (StayingRun run = new StayingRun(rig.rc())) {
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 1);
      proxy.freeze();
      deliver();
      run.control().wake();
      // The pass over the dead connection fails; it is not waited for the back-off's ten seconds.
      Eventually.within(LIMIT, () -> proxy.closedByClient() > 0);
      run.control().wake();
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 2);
      assertThat(proxy.accepted()).isGreaterThanOrEqualTo(2);
    }
  }

  /** With NOOP on each held connection a dead one is found before it is needed. */
  @Test
  void keepaliveFindsADeadConnectionBeforeItIsNeeded() throws Exception {
    Rig rig = rig("", "holdconnectionopen = yes\nkeepalive = 1");
    String text = Files.readString(rig.rc());
    Files.writeString(rig.rc(), text.replace("[general]\n", "[general]\nsocktimeout = 1\n"));
    try (StayingRun run = new StayingRun(rig.rc())) {
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 1);
      proxy.freeze();
      deliver();
      // Nothing but the sign of life uses the connection now.
      Eventually.within(LIMIT, () -> proxy.closedByClient() > 0);
      run.control().wake();
      Eventually.within(LIMIT, () -> rig.messages("INBOX").size() == 2);
    }
  }
}
