package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.FakeServiceManager;
import org.offlineimap.testing.Output;
import org.offlineimap.testing.Rig;

/** The whole program under a service manager. */
@EnabledOnOs(OS.LINUX)
final class ServiceTest {
  @TempDir Path home;

  @Test
  void aServiceSaysThatItIsReadyAliveWhatItDoesAndThatItStops() throws Exception {
    String address = home.resolve("notify").toString();
    try (SandboxServer server = SandboxServer.builder().start();
        FakeServiceManager manager = new FakeServiceManager(address)) {
      server.mailbox("user", "INBOX");
      Rig rig =
          new Rig(home, server.port(), "user", "secret")
              .with("NOTIFY_SOCKET", address)
              .with("WATCHDOG_USEC", "200000");
      Process process =
          rig.stay(
              "-k", "Account_Test:autorefresh=600",
              "-k", "Account_Test:postsynchook=echo \"to the hook: ${NOTIFY_SOCKET:-nothing}\"");
      try {
        Output output = new Output(process);
        Output told = manager.told();
        assertThat(told.until("READY")).isEqualTo("READY=1");
        assertThat(told.until("STATUS=")).isEqualTo("STATUS=Test: synchronising");
        assertThat(told.until("STATUS=Test: ok")).isEqualTo("STATUS=Test: ok");
        told.until("WATCHDOG=1");
        told.until("WATCHDOG=1");
        output.until("to the hook: nothing");
        process.destroy();
        assertThat(told.until("STOPPING")).isEqualTo("STOPPING=1");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
