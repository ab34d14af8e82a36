package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;

/**
 * A canonical session is cut, or falls silent, at every octet in either direction. The next run
 * ends where an undisturbed one does, and the one after it does nothing (rules R1, R2, R5).
 */
final class WireProofTest {
  /** Shorter than a person would wait, longer than a loaded machine takes for an answer. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private static final int STALLS = 12;
  private static final int SILENT_AT_ONCE = 24;
  private static final boolean DOWN = true;
  private static final boolean UP = false;

  /** A second look, at a run with nothing to do, at each so many octets. */
  private static final int THIRD = 8;

  /** A server that says little, so that few octets are a whole session. */
  private static final Set<Capability> TERSE =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  Capability.LITERAL_PLUS,
                  Capability.SASL_IR,
                  Capability.AUTH_PLAIN,
                  Capability.UIDPLUS,
                  Capability.MULTIAPPEND,
                  Capability.LIST_EXTENDED,
                  Capability.LIST_STATUS)));

  @TempDir Path temp;
  private final AtomicInteger homes = new AtomicInteger();

  /** What goes wrong at octet {@code n}. */
  private interface Trouble {
    FaultScript at(long n);
  }

  @Test
  void aSessionCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(TERSE, 1);
  }

  @Test
  @Tag("long")
  void aSessionWithEverythingCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(Set.of(), 1);
  }

  @Test
  @Tag("long")
  void aSessionWithoutUidPlusCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(Set.of(Capability.UIDPLUS), 1);
  }

  @Test
  @Tag("long")
  void aSessionOnABareServerCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(
        Set.of(
            Capability.UIDPLUS,
            Capability.CONDSTORE,
            Capability.QRESYNC,
            Capability.LIST_STATUS,
            Capability.LITERAL_PLUS),
        1);
  }

  @Test
  @Tag("long")
  void aSessionThatAppendsOneByOneCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(Set.of(Capability.MULTIAPPEND), 1);
  }

  @Test
  @Tag("long")
  void aSessionThatAsksForEachLiteralCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    cutEverywhere(Set.of(Capability.LITERAL_PLUS), 1);
  }

  /** From the first octet of the first MOVE to the end of the session, and a sample before. */
  @Test
  void aSessionOfMovesThatIsCutLosesAndDoublesNothing() throws Exception {
    moves(23);
  }

  @Test
  @Tag("long")
  void aSessionOfMovesCutAtEveryOctetLosesAndDoublesNothing() throws Exception {
    moves(1);
  }

  private void moves(int step) throws IOException {
    Sizes sizes;
    try (Machine calm = refiled()) {
      assertThat(calm.run().orElseThrow().counts().moved()).isEqualTo(3);
      assertThat(calm.disk()).isEqualTo(calm.wire()).hasSize(4);
      sizes = new Sizes(calm.server.lastSession().bytesDown(), calm.server.lastSession().bytesUp());
    }
    for (long n = 0; n <= sizes.down(); n += step) {
      survives(
          new Scene(4, PATIENCE, this::refiled),
          n,
          at -> new FaultScript().cutAfterSent(at),
          "answers of moves cut");
    }
    for (long n = 0; n <= sizes.up(); n += step) {
      survives(
          new Scene(4, PATIENCE, this::refiled),
          n,
          at -> new FaultScript().cutAfterReceived(at),
          "moves cut");
    }
    System.out.println("moves: " + sizes + ", each " + step);
  }

  /** In agreement; then two files went to another folder, and one message on the server. */
  private Machine refiled() throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes.getAndIncrement()));
    Machine machine = new Machine(home, SandboxServer.builder());
    machine.effects.spare();
    machine.fsync = false;
    for (String name : List.of("a", "b", "c")) {
      machine.deliver("INBOX", "Message-ID: <" + name + "@x>\r\n\r\n" + name + "\r\n");
    }
    machine.deliver("Saved", "Message-ID: <d@x>\r\n\r\nd\r\n");
    assertThat(machine.run().orElseThrow().outcome().exit()).isZero();
    List<Path> files = machine.messages("INBOX");
    for (int i = 0; i < 2; i++) {
      Files.move(files.get(i), machine.mail().resolve("Saved/cur/1." + i + ":2,"));
    }
    Mailbox saved = machine.server.mailbox("user", "Saved");
    machine.server.mailbox("user", "INBOX").deliverCopy(saved.message(1).orElseThrow());
    saved.expunge(1);
    return machine;
  }

  @Test
  void aSessionThatFallsSilentLosesAndDoublesNothing() throws Exception {
    long seed = Long.getLong("seed", 20261124L);
    Random random = new Random(seed);
    Sizes sizes = sizes(Set.of());
    for (int i = 0; i < STALLS; i++) {
      stalls(Set.of(), i % 2 == 0 ? DOWN : UP, random.nextLong(sizes.of(i % 2 == 0 ? DOWN : UP)));
    }
    System.out.println("silent at " + STALLS + " octets, seed " + seed);
  }

  @Test
  @Tag("long")
  void aSessionThatFallsSilentAtEveryOctetLosesAndDoublesNothing() throws Exception {
    silentEverywhere(TERSE);
  }

  @Test
  @Tag("long")
  void aSessionWithEverythingThatFallsSilentAtEveryOctetLosesAndDoublesNothing() throws Exception {
    silentEverywhere(Set.of());
  }

  /** Beside each other, because nearly all of the time is waiting. */
  private void silentEverywhere(Set<Capability> without) throws Exception {
    Sizes sizes = sizes(without);
    List<Future<Boolean>> tried = new ArrayList<>();
    Semaphore places = new Semaphore(SILENT_AT_ONCE);
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (boolean direction : new boolean[] {DOWN, UP}) {
        for (long n = 0; n <= sizes.of(direction); n++) {
          long at = n;
          places.acquire();
          tried.add(
              tasks.submit(() -> {
                try {
                  return stalls(without, direction, at);
                } finally {
                  places.release();
                }
              }));
        }
      }
    }
    int silent = 0;
    for (Future<Boolean> point : tried) {
      silent += point.get() ? 1 : 0;
    }
    System.out.println(
        "silent, without "
            + without
            + ": "
            + sizes
            + ", "
            + tried.size()
            + " points, "
            + silent
            + " of them reached");
    assertThat(silent).isGreaterThan(tried.size() * 95 / 100);
  }

  /** Whether it came to the stall; a loaded machine may give up waiting too early. */
  private boolean stalls(Set<Capability> without, boolean down, long n) throws IOException {
    boolean reached = false;
    for (int factor = 1; factor <= 3 && !reached; factor += 2) {
      FaultScript script =
          down ? new FaultScript().stallAfterSent(n) : new FaultScript().stallAfterReceived(n);
      String how = (down ? "answers" : "commands") + " fall silent, without " + without;
      try {
        survives(
            new Scene(3, PATIENCE.multipliedBy(factor), () -> machine(without)),
            n,
            _ -> script,
            how);
      } finally {
        reached = script.hasStalled();
        script.release();
      }
    }
    return reached;
  }

  private void cutEverywhere(Set<Capability> without, int step) throws IOException {
    Sizes sizes = sizes(without);
    int points = 0;
    for (long n = 0; n <= sizes.down(); n += step, points++) {
      survives(without, n, at -> new FaultScript().cutAfterSent(at), "answers cut");
    }
    for (long n = 0; n <= sizes.up(); n += step, points++) {
      survives(without, n, at -> new FaultScript().cutAfterReceived(at), "commands cut");
    }
    System.out.println("without " + without + ": " + sizes + ", " + points + " points");
  }

  private record Sizes(long down, long up) {
    long of(boolean direction) {
      return direction == DOWN ? down : up;
    }
  }

  private Sizes sizes(Set<Capability> without) throws IOException {
    try (Machine calm = machine(without)) {
      assertThat(calm.run().orElseThrow().outcome().exit()).isZero();
      assertThat(calm.disk()).isEqualTo(calm.wire()).hasSize(3);
      return new Sizes(calm.server.lastSession().bytesDown(), calm.server.lastSession().bytesUp());
    }
  }

  private Machine machine(Set<Capability> without) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes.getAndIncrement()));
    SandboxServer.Builder server =
        SandboxServer.builder().without(without.toArray(new Capability[0]));
    Machine machine = new Machine(home, server);
    machine.effects.spare();
    machine.fsync = false;
    machine.deliver("INBOX", "Message-ID: <d@x>\r\n\r\ndown\r\n");
    machine.write("INBOX", "1.a", "Message-ID: <u@x>\n\nup\n");
    machine.write("INBOX", "1.b", "Message-ID: <u@x>\n\nup\n");
    return machine;
  }

  private void survives(Set<Capability> without, long n, Trouble trouble, String how)
      throws IOException {
    survives(
        new Scene(3, PATIENCE, () -> machine(without)), n, trouble, how + ", without " + without);
  }

  /** A situation, how many messages there must be in the end, and how long a run waits. */
  private record Scene(int messages, Duration patience, Setting setting) {
    Machine begin() throws IOException {
      return setting.machine();
    }
  }

  private interface Setting {
    Machine machine() throws IOException;
  }

  private void survives(Scene scene, long n, Trouble trouble, String how) throws IOException {
    String where = how + " after octet " + n;
    try (Machine machine = scene.begin()) {
      machine.patience = scene.patience();
      machine.server.nextConnection(trouble.at(n));
      machine.run();
      machine.patience = Duration.ofSeconds(60);
      assertThat(machine.run().orElseThrow().outcome().exit())
          .as(() -> where + " " + machine.events)
          .isZero();
      List<String> disk = machine.disk();
      assertThat(disk).as(where).hasSize(scene.messages()).isEqualTo(machine.wire());
      if (n % THIRD == 0) {
        Machine.Still still = machine.still();
        machine.run();
        assertThat(machine.still()).as("third run, " + where).isEqualTo(still);
      }
    }
  }
}
