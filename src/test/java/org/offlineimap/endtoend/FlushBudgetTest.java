package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;

/** What a group of downloaded messages flushes, counted, and in which order. */
final class FlushBudgetTest {
  private static final int MESSAGES = 30;

  @TempDir Path home;

  private static List<String> flushes(List<String> effects) {
    return effects.stream()
        .filter(one -> one.startsWith("MaildirDisk.force") || one.startsWith("StatusDisk."))
        .filter(one -> !one.equals("StatusDisk.mkdir"))
        .filter(one -> !one.equals("StatusDisk.replaceUnflushed"))
        .toList();
  }

  @Test
  void aGroupFlushesEachFileOnceThenEachTouchedDirectoryOnceThenItsRows() throws Exception {
    try (Machine machine = new Machine(home, SandboxServer.builder())) {
      machine.deliver("INBOX", "Subject: first\r\n\r\nx\r\n");
      assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
      for (int i = 0; i < MESSAGES; i++) {
        machine.deliver("INBOX", "Subject: " + i + "\r\n\r\nx\r\n");
        if (i % 2 == 0) {
          machine.server.mailbox("user", "INBOX").setFlags(i + 2, FlagSet.ofLetters("S"));
        }
      }
      machine.effects.spare();
      assertThat(machine.run().orElseThrow().counts().downloaded()).isEqualTo(MESSAGES);
      List<String> effects = machine.effects.done();
      List<String> flushes = flushes(effects);
      assertThat(flushes.subList(0, MESSAGES)).containsOnly("MaildirDisk.forceFile");
      assertThat(flushes.subList(MESSAGES, flushes.size()))
          .containsExactly(
              "MaildirDisk.forceDirectory", // new and cur
              "MaildirDisk.forceDirectory",
              "StatusDisk.commit", // what was seen of the messages, and the status
              "StatusDisk.commit");
      assertThat(effects.indexOf("MaildirDisk.link"))
          .isGreaterThan(effects.lastIndexOf("MaildirDisk.forceFile"));
      assertThat(effects.lastIndexOf("MaildirDisk.link"))
          .isLessThan(effects.indexOf("MaildirDisk.forceDirectory"));
    }
  }
}
