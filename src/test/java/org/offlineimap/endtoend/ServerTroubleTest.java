package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;

/** A server that is gone, says goodbye in the middle, or counts nothing (rules R1 and R2). */
final class ServerTroubleTest {
  @TempDir Path temp;

  private Machine machine(SandboxServer.Builder server) throws IOException {
    Machine machine = new Machine(temp, server);
    machine.effects.spare();
    machine.fsync = false;
    machine.clock = () -> Instant.now().plusSeconds(60);
    for (int i = 1; i <= 6; i++) {
      machine.deliver("INBOX", text("old" + i));
    }
    return machine;
  }

  private static String text(String subject) {
    return "Subject: " + subject + "\r\nMessage-ID: <" + subject + "@x>\r\n\r\n" + subject + "\r\n";
  }

  private static void agrees(Machine machine, int messages) throws IOException {
    assertThat(machine.run().orElseThrow().outcome())
        .as(() -> machine.events.toString())
        .isEqualTo(Result.Outcome.OK);
    assertThat(machine.disk()).hasSize(messages).isEqualTo(machine.wire());
  }

  @Test
  void aServerThatIsGoneTakesNothingWithIt() throws Exception {
    try (Machine machine = machine(SandboxServer.builder())) {
      agrees(machine, 6);
      Files.delete(machine.messages("INBOX").getFirst());
      machine.write("INBOX", "1.a", "Subject: up\n\nup\n");
      List<String> disk = machine.disk();
      machine.server.close();
      for (int run = 0; run < 2; run++) {
        assertThat(machine.run().map(Result::outcome)).isNotEqualTo(Optional.of(Result.Outcome.OK));
        assertThat(machine.disk()).isEqualTo(disk);
      }
    }
  }

  /** At each command of each kind that a pass with changes on both sides sends. */
  @Test
  void aGoodbyeAtAnyCommandLosesAndDoublesNothing() throws Exception {
    try (Machine machine = machine(SandboxServer.builder())) {
      agrees(machine, 6);
      int round = 0;
      for (String kind : List.of("SELECT", "UID FETCH", "APPEND", "UID STORE", "UID EXPUNGE")) {
        for (int nth = 1; nth <= 2; nth++) {
          changes(machine, ++round);
          machine.server.nextConnection(new FaultScript().bye(kind, nth, "Session expired"));
          machine.run();
          agrees(machine, 6);
          Machine.Still still = machine.still();
          agrees(machine, 6);
          assertThat(machine.still()).as("%s %d", kind, nth).isEqualTo(still);
        }
      }
    }
  }

  /** After each of the first messages and flags that a pass asks for. */
  @Test
  void aGoodbyeBetweenTheMessagesOfAnAnswerLosesAndDoublesNothing() throws Exception {
    try (Machine machine = machine(SandboxServer.builder())) {
      agrees(machine, 6);
      int before = 6;
      for (int answers = 1; answers <= 8; answers++) {
        changes(machine, answers);
        for (int more = 1; more <= 4; more++) {
          machine.deliver("INBOX", text("more" + answers + "." + more));
        }
        before += 4;
        machine.server.nextConnection(new FaultScript().byeAfterFetched(answers));
        machine.run();
        agrees(machine, before);
        Machine.Still still = machine.still();
        agrees(machine, before);
        assertThat(machine.still()).as("%d answers", answers).isEqualTo(still);
      }
    }
  }

  /** Two go and two come: one of each on each side. */
  private static void changes(Machine machine, int round) throws IOException {
    Mailbox box = machine.server.mailbox("user", "INBOX");
    machine.deliver("INBOX", text("down" + round));
    machine.write("INBOX", "1." + round, text("up" + round).replace("\r\n", "\n"));
    long first = box.messages().getFirst().uid();
    box.expunge(first);
    Path gone =
        machine.messages("INBOX").stream()
            .filter(file -> file.toString().contains(",U="))
            .filter(file -> !file.toString().contains(",U=" + first + ","))
            .findFirst()
            .orElseThrow();
    Files.delete(gone);
  }

  /** Where a mailbox keeps no mod-sequences, its numbers alone say that nothing changed. */
  @Test
  void withoutModSequencesEveryFullPassListsAllFlags() throws Exception {
    try (Machine machine = machine(SandboxServer.builder().behaving(Behaviour.NO_MODSEQ))) {
      agrees(machine, 6);
      agrees(machine, 6);
      agrees(machine, 6);
      assertThat(machine.server.lastSession().met()).contains(Behaviour.NO_MODSEQ);
      Mailbox box = machine.server.mailbox("user", "INBOX");
      box.setFlags(2, FlagSet.ofLetters("FS"));
      agrees(machine, 6);
      box.expunge(3);
      machine.deliver("INBOX", text("in its place"));
      agrees(machine, 6);
      assertThat(machine.server.lastSession().commandsAfterLogin())
          .noneMatch(command -> command.contains("CHANGEDSINCE"))
          .noneMatch(command -> command.matches("(SELECT|EXAMINE) .*QRESYNC.*"));
    }
  }
}
