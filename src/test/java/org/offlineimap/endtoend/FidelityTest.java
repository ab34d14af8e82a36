package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;

/**
 * Rule R3, octet for octet and both ways: generated monsters, and each file below the directory
 * that {@code -Dofflineimap.corpus=DIR} names. {@code -Dofflineimap.seed=N} makes other monsters.
 */
final class FidelityTest {
  private static final long SEED = Long.getLong("offlineimap.seed", 20_261_124);

  /** Sizes of buffers: what is odd about a line end is odder where one ends. */
  private static final int[] EDGES = {1, 512, 1024, 4096, 8192, 16_384, 32_768, 65_536};

  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\r\n",
          "\r\n",
          "\r",
          "\n",
          "\r\r\n",
          "\n\r",
          "\0",
          "\u00ff\u0080\u00c3\u00a4",
          ".\r\n",
          "From the start",
          "--boundary--",
          "Subject: =?utf-8?q?=C3?=",
          "Message-ID: <one@of.many>\r\n",
          "{3}\r\n",
          ")\r\n",
          "+ \r\n",
          "BODY[] ",
          "A header: \r\n\tfolded",
          "\u001a\u0004\b\u007f");

  @TempDir Path temp;
  private int homes;

  @Test
  void monstersCrossBothWays() throws Exception {
    bothWays(monsters(200, SEED));
  }

  @Test
  @Tag("long")
  void manyMonstersCrossBothWays() throws Exception {
    int crossed = 0;
    for (int i = 1; i <= 20; i++) {
      List<String> monsters = monsters(1000, SEED + i);
      bothWays(monsters);
      crossed += monsters.size();
    }
    System.out.println("monsters: " + crossed + " both ways, seeds from " + (SEED + 1));
  }

  @Test
  @Tag("long")
  void eachMessageOfTheCorpusCrossesBothWays() throws Exception {
    String corpus = System.getProperty("offlineimap.corpus");
    if (corpus == null) {
      Assumptions.abort("no corpus of messages: -Dofflineimap.corpus=DIR names one");
    }
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(corpus))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String text = Files.readString(file, ISO_8859_1);
        all.add(text);
        all.add(up(text));
      }
    }
    assertThat(all).as(corpus).isNotEmpty();
    bothWays(all);
    System.out.println(
        "corpus: " + all.size() / 2 + " messages both ways, as they are and in CRLF");
  }

  private static String down(String wire) {
    return wire.replace("\r\n", "\n");
  }

  private static String up(String file) {
    return file.replaceAll("(?<!\r)\n", "\r\n");
  }

  private static List<String> monsters(int number, long seed) {
    Random random = new Random(seed);
    List<String> all = new ArrayList<>(List.of("", "\r", "\n", "\0", "\r\n", "\r\r\n", "\r\n\r\n"));
    for (int edge : EDGES) {
      for (String odd : List.of("\r\nx", "\r", "\n", "\r\r\n", "\0\r\n")) {
        all.add("x".repeat(edge - 1) + odd);
      }
    }
    while (all.size() < number) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(40); pieces > 0; pieces--) {
        text.append(piece(random));
      }
      all.add(text.toString());
    }
    return all;
  }

  private static String piece(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "y".repeat(EDGES[random.nextInt(EDGES.length)] - random.nextInt(2));
      case 1 -> Character.toString(random.nextInt(256));
      default -> PIECES.get(random.nextInt(PIECES.size()));
    };
  }

  /** Once from the server to a file, once from a file to the server. */
  private void bothWays(List<String> messages) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home" + homes++));
    try (Machine machine = new Machine(home, SandboxServer.builder())) {
      machine.effects.spare();
      machine.fsync = false;
      messages.forEach(message -> machine.deliver("Down", message));
      for (int i = 0; i < messages.size(); i++) {
        machine.write("Up", "1." + i, messages.get(i));
      }
      assertThat(machine.run().orElseThrow().outcome().exit())
          .as(() -> machine.events.toString())
          .isZero();
      same("down", files(machine, "Down"), messages.stream().map(FidelityTest::down).toList());
      same("up", stored(machine, "Up"), messages.stream().map(FidelityTest::up).toList());
      same("kept on the server", stored(machine, "Down"), messages);
      same("kept on disk", files(machine, "Up"), messages);
    }
  }

  private static List<String> files(Machine machine, String folder) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : machine.messages(folder)) {
      all.add(Files.readString(file, ISO_8859_1));
    }
    return all;
  }

  private static List<String> stored(Machine machine, String folder) {
    return machine.server.mailbox("user", folder).messages().stream()
        .map(StoredMessage::octets)
        .map(octets -> new String(octets, ISO_8859_1))
        .toList();
  }

  /** Not by an assertion that would print megabytes. */
  private static void same(String what, List<String> found, List<String> wanted) {
    List<String> there = found.stream().sorted().toList();
    List<String> expected = wanted.stream().sorted().toList();
    assertThat(there.size()).as(what).isEqualTo(expected.size());
    for (int i = 0; i < there.size(); i++) {
      if (!there.get(i).equals(expected.get(i))) {
        assertThat(cut(there.get(i)))
            .as("%s, %d octets", what, there.get(i).length())
            .isEqualTo(cut(expected.get(i)));
        assertThat(there.get(i).length()).as(what).isEqualTo(expected.get(i).length());
        assertThat(there.get(i).equals(expected.get(i))).as("%s, message %d", what, i).isTrue();
      }
    }
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(300, text.length()));
  }
}
