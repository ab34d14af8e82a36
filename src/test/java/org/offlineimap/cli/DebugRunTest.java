package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.ui.Style;
import org.offlineimap.ui.UserInterface;
import org.offlineimap.ui.UserInterface.Terminal;

/** What {@code -d} shows besides the dialogue with the server (reference: cli 1). */
final class DebugRunTest {
  @TempDir Path temp;

  @Test
  void maildirTellsWhatIsReadAndWhatIsDoneOnDisk() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.deliver("INBOX", Household.text("down"));
      house.put("INBOX", "cur/1.up:2,S", Household.text("up"));
      assertThat(house.run("-d", "maildir").output())
          .contains(
              "Now debugging for maildir: Maildir repository debugging",
              "[maildir]: INBOX: 0 messages with a UID, 1 without; directories [",
              "[maildir]: INBOX: delivered 1\n",
              "[maildir]: INBOX: 1.up becomes 2\n")
          .doesNotContain("[thread]", "[imap]");
      Files.delete(house.files("INBOX").getFirst());
      house.mailbox("INBOX").expunge(1);
      house.mailbox("INBOX").expunge(2);
      assertThat(house.run("-d", "maildir").output()).contains("[maildir]: INBOX: removed ");
      assertThat(house.run().output()).doesNotContain("[maildir]");
    }
  }

  @Test
  void threadTellsWhenAccountsBeginAndEnd() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      assertThat(house.run("-d", "thread").output())
          .contains(
              "Now debugging for thread: Threading debugging",
              "[thread]: thread 'account A' begins\n",
              "[thread]: thread 'account A' ends\n")
          .doesNotContain("Forcing to singlethreaded", "[maildir]");
    }
  }

  @Test
  void threadTellsAllThreadsWhenAStopIsWished() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    RunControl control = new RunControl();
    try (UserInterface ui =
        UserInterface.open(Style.BASIC, Set.of("thread"), new Terminal(print, print))) {
      new Orders(control, ui).stop();
    }
    assertThat(control.raised()).isTrue();
    assertThat(out.toString(UTF_8))
        .contains("Preparing to shutdown after sync")
        .contains("[thread]: threads: ")
        .contains(Thread.currentThread().getName() + " (RUNNABLE)");
  }
}
