package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Effects;

/**
 * Every durable effect of canonical runs, one after the other, fails, is the last one before a kill
 * or before the power goes. The next run ends where an undisturbed one does, and the one after it
 * does nothing (rules R1, R2, R4, R5).
 */
final class EffectProofTest {
  @TempDir Path temp;
  private int homes;

  private final Effects.Silence silence = new Effects.Silence();

  @AfterEach
  void letThreadsSpeak() {
    silence.close();
  }

  /** A situation before a run. */
  private interface Scene {
    void set(Machine machine) throws IOException;
  }

  @Test
  void aFirstSyncSurvivesEveryEffect() throws Exception {
    prove("first sync", EffectProofTest::mailOnBothSides, Set.of());
  }

  @Test
  void aSyncOfChangesSurvivesEveryEffect() throws Exception {
    prove("changes", EffectProofTest::changesOnBothSides, Set.of());
  }

  @Test
  void movesSurviveEveryEffect() throws Exception {
    prove("moves", EffectProofTest::movesOnBothSides, Set.of());
  }

  @Test
  @Tag("long")
  void movesByCopyingSurviveEveryEffect() throws Exception {
    prove("moves by copying", EffectProofTest::movesOnBothSides, Set.of(Capability.MOVE));
  }

  @Test
  @Tag("long")
  void movesWithoutUidPlusSurviveEveryEffect() throws Exception {
    prove("moves, no UIDPLUS", EffectProofTest::movesOnBothSides, Set.of(Capability.UIDPLUS));
  }

  @Test
  @Tag("long")
  void aFirstSyncWithoutUidPlusSurvivesEveryEffect() throws Exception {
    prove("first sync, no UIDPLUS", EffectProofTest::mailOnBothSides, Set.of(Capability.UIDPLUS));
  }

  private static void mailOnBothSides(Machine machine) throws IOException {
    machine.deliver("INBOX", text("down1"));
    machine.deliver("INBOX", text("down2"));
    machine.deliver("Far/Away", text("down3"));
    machine.write("INBOX", "1.a", lines("up1"));
    machine.write("INBOX", "1.b", lines("twin"));
    machine.write("INBOX", "1.c", lines("twin"));
    machine.write("Near", "1.d", lines("up2"));
  }

  /** Two files went from INBOX to Saved, and one message there the other way. */
  private static void movesOnBothSides(Machine machine) throws IOException {
    machine.deliver("INBOX", text("one"));
    machine.deliver("INBOX", text("two"));
    machine.deliver("Saved", text("three"));
    assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
    int number = 0;
    for (Path file : machine.messages("INBOX")) {
      Files.move(file, machine.mail().resolve("Saved/cur/1." + number++ + ":2,S"));
    }
    Mailbox saved = machine.server.mailbox("user", "Saved");
    machine.server.mailbox("user", "INBOX").deliverCopy(saved.message(1).orElseThrow());
    saved.expunge(1);
  }

  private static void changesOnBothSides(Machine machine) throws IOException {
    for (int i = 1; i <= 6; i++) {
      machine.deliver("INBOX", text("old" + i));
    }
    assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
    List<Path> files = machine.messages("INBOX");
    Path flagged = files.getFirst();
    Files.move(flagged, machine.mail().resolve("INBOX/cur/" + flagged.getFileName() + "FS"));
    Files.delete(files.get(1));
    machine.write("INBOX", "2.a", lines("up1"));
    Mailbox inbox = machine.server.mailbox("user", "INBOX");
    inbox.setFlags(5, FlagSet.ofLetters("R"));
    inbox.expunge(6);
    machine.deliver("INBOX", text("down1"));
  }

  private static String text(String subject) {
    return lines(subject).replace("\n", "\r\n");
  }

  private static String lines(String subject) {
    return "Subject: " + subject + "\nMessage-ID: <" + subject + "@x>\n\nBody of " + subject + "\n";
  }

  private Machine machine(Scene scene, Set<Capability> without) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes++));
    Machine machine =
        new Machine(home, SandboxServer.builder().without(without.toArray(new Capability[0])));
    scene.set(machine);
    return machine;
  }

  private void prove(String name, Scene scene, Set<Capability> without) throws IOException {
    List<String> effects;
    List<String> end;
    try (Machine calm = machine(scene, without)) {
      calm.effects.spare();
      assertThat(calm.run().orElseThrow().outcome().exit()).isZero();
      effects = calm.effects.done();
      end = calm.disk();
      assertThat(calm.wire()).isEqualTo(end);
    }
    int points = 0;
    for (int n = 1; n <= effects.size(); n++) {
      for (Effects.Fate fate : Effects.Fate.values()) {
        for (boolean power : new boolean[] {false, true}) {
          if (power && fate == Effects.Fate.FAIL) {
            continue;
          }
          String where =
              "%s: effect %d of %d (%s), %s%s"
                  .formatted(
                      name, n, effects.size(), effects.get(n - 1), fate, power ? ", power" : "");
          try (Machine machine = machine(scene, without)) {
            disturb(machine, n, fate, power);
            recovers(machine, where, end);
          }
          points++;
        }
      }
    }
    System.out.println(name + ": " + effects.size() + " effects, " + points + " points");
  }

  private static void disturb(Machine machine, int n, Effects.Fate fate, boolean power)
      throws IOException {
    machine.effects.choose(n, fate);
    machine.run();
    if (power) {
      machine.powerFails();
    }
  }

  private static void recovers(Machine machine, String where, List<String> end) throws IOException {
    machine.effects.spare();
    int exit = machine.run().orElseThrow().outcome().exit();
    assertThat(exit).as(() -> where + " " + machine.events).isZero();
    assertThat(machine.disk()).as(where).isEqualTo(end);
    assertThat(machine.wire()).as(where).isEqualTo(end);
    Machine.Still still = machine.still();
    machine.run();
    assertThat(machine.still()).as("third run, " + where).isEqualTo(still);
  }
}
