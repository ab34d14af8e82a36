package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;

/**
 * The clock is set forwards or backwards, between two passes or in the middle of one, while mail
 * changes on both sides: nothing is lost, doubled, or skipped because it looks unchanged (rules R1,
 * R2, R5; the stamps of directories that a short cut compares).
 */
final class JumpedClockTest {
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofDays(-3650),
          Duration.ofHours(-25),
          Duration.ofMinutes(-61),
          Duration.ofSeconds(-3),
          Duration.ofSeconds(3),
          Duration.ofHours(25),
          Duration.ofDays(2),
          Duration.ofDays(3650));

  /** After how many questions for the time it jumps; none: before the pass. */
  private static final List<Integer> MOMENTS = List.of(0, 1, 2, 3, 4, 6, 9);

  @TempDir Path temp;
  private int homes;

  /** A clock a minute ahead, so that directories look old enough to be remembered. */
  private static final class Jumping implements InstantSource {
    private final AtomicInteger questions = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Duration by = Duration.ZERO;

    void jump(Duration far, int after) {
      by = far;
      questions.set(after);
    }

    void correct() {
      by = Duration.ZERO;
    }

    @Override
    public Instant instant() {
      Instant now = Instant.now().plusSeconds(60);
      return questions.getAndUpdate(left -> Math.max(0, left - 1)) == 0 ? now.plus(by) : now;
    }
  }

  @Test
  void aJumpInTheMiddleOfAPassLosesAndSkipsNothing() throws Exception {
    for (int i = 1; i < JUMPS.size(); i += 2) {
      survives(JUMPS.get(i), MOMENTS.get(i % MOMENTS.size()));
    }
  }

  @Test
  @Tag("long")
  void eachJumpAtEachMomentLosesAndSkipsNothing() throws Exception {
    for (Duration jump : JUMPS) {
      for (int moment : MOMENTS) {
        survives(jump, moment);
      }
    }
    System.out.println("jumps of the clock: " + JUMPS.size() * MOMENTS.size() + " points");
  }

  /** A stamp in the future is never believed, however often it is seen. */
  @Test
  void aDirectoryFromTheFutureIsReadInEachPass() throws Exception {
    try (Machine machine = inAgreement(new Jumping())) {
      assertThat(looked(machine)).isZero();
      FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
      Files.setLastModifiedTime(machine.mail().resolve("INBOX/cur"), future);
      for (int pass = 0; pass < 3; pass++) {
        assertThat(looked(machine)).as("pass %d", pass).isEqualTo(1);
      }
    }
  }

  private void survives(Duration jump, int moment) throws IOException {
    String where = "jump of " + jump + " after " + moment + " questions";
    Jumping clock = new Jumping();
    try (Machine machine = inAgreement(clock)) {
      assertThat(looked(machine)).as("at rest before a " + where).isZero();
      change(machine, 1);
      clock.jump(jump, moment);
      passes(machine, where);
      change(machine, 2);
      passes(machine, "change after a " + where);
      clock.correct();
      change(machine, 3);
      passes(machine, "change after the correction of a " + where);
      Machine.Still still = machine.still();
      passes(machine, "at rest after a " + where);
      assertThat(machine.still()).as(where).isEqualTo(still);
    }
  }

  private Machine inAgreement(Jumping clock) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes++));
    Machine machine = new Machine(home, SandboxServer.builder());
    machine.effects.spare();
    machine.fsync = false;
    machine.clock = clock;
    for (int i = 1; i <= 12; i++) {
      machine.deliver("INBOX", text("in" + i));
      machine.deliver("Work", text("work" + i));
    }
    passes(machine, "first pass");
    passes(machine, "second pass");
    return machine;
  }

  /** In each folder a flag, a deletion and a new message, on each of both sides. */
  private static void change(Machine machine, int round) throws IOException {
    for (String folder : List.of("INBOX", "Work")) {
      Mailbox box = machine.server.mailbox("user", folder);
      box.setFlags(round, FlagSet.ofLetters("RS"));
      box.expunge(3 + round);
      machine.deliver(folder, text("down " + round));
      flag(file(machine, folder, 6 + round));
      Files.delete(file(machine, folder, 9 + round));
      machine.write(folder, "1." + round, text("up " + round).replace("\r\n", "\n"));
    }
  }

  private static Path file(Machine machine, String folder, long uid) throws IOException {
    return machine.messages(folder).stream()
        .filter(file -> file.toString().contains(",U=" + uid + ","))
        .findFirst()
        .orElseThrow();
  }

  private static void flag(Path file) throws IOException {
    Path cur = file.resolveSibling("../cur").normalize();
    Files.move(file, cur.resolve(file.getFileName() + "FS"));
  }

  private static String text(String subject) {
    return "Subject: " + subject + "\r\nMessage-ID: <" + subject + "@x>\r\n\r\n" + subject + "\r\n";
  }

  /** A pass that does all that is to be done; nothing is there twice. */
  private static void passes(Machine machine, String when) throws IOException {
    int exit = machine.run().orElseThrow().outcome().exit();
    assertThat(exit).as(() -> when + " " + machine.events).isZero();
    List<String> disk = machine.disk();
    assertThat(disk).as(when).isEqualTo(machine.wire()).doesNotHaveDuplicates();
    assertThat(disk).as(when).hasSize(24);
  }

  /** How many folders a pass with nothing to do looks at. */
  private static long looked(Machine machine) {
    assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
    return machine.events.stream().filter(SyncEvent.FolderStarted.class::isInstance).count();
  }
}
