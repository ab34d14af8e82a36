package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.ui.UserInterface.Terminal;

/** A bug in an interface costs no mail, and is not kept secret either. */
final class BrokenInterfaceTest {
  @TempDir Path home;

  @Test
  void theRunGoesOnAndItsExitStatusTells() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream failing =
        new PrintStream(new ByteArrayOutputStream(), false, UTF_8) {
          @Override
          public void print(String text) {
            throw new IllegalStateException("no paper");
          }
        };
    try (Household household = new Household(home, SandboxServer.builder())) {
      household.deliver("INBOX", Household.text("one"));
      Terminal terminal = new Terminal(failing, new PrintStream(err, true, UTF_8));
      assertThat(household.run(terminal)).isEqualTo(Program.FAILED);
      assertThat(household.files("INBOX")).hasSize(1);
    }
    assertThat(err.toString(UTF_8)).containsOnlyOnce("The user interface failed; the run goes on");
  }
}
