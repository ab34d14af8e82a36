package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * What the original printed (reference: ui 3, 4, 6, 8) is what the program prints in the same
 * situation at the same kind of server, but for names, ports, versions and the order of what does
 * not depend on each other. The account's last line is ours alone.
 */
final class CapturesTest {
  private static Dovecot dovecot;

  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    dovecot =
        Dovecot.with()
            .user("ttyui", "secret")
            .user("basic", "secret")
            .user("machineui", "secret")
            .user("log", "secret")
            .user("gone", "secret")
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    dovecot.close();
  }

  private static String captured(String name) throws IOException {
    try (var in = CapturesTest.class.getResourceAsStream("captures/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private Rig rig(String user) throws IOException {
    Rig rig = new Rig(home, dovecot.port(), user, "secret");
    Files.writeString(rig.rc(), Files.readString(rig.rc()).replace("sep = /\n", ""));
    return rig;
  }

  private static PlainImap client(String user) throws IOException {
    return new PlainImap(dovecot.port(), user, "secret");
  }

  private static byte[] message(String name) {
    return ("Subject: " + name + "\r\nMessage-ID: <" + name + "@example.org>\r\n\r\n" + name)
        .getBytes(UTF_8);
  }

  private static String run(Rig rig, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    List<String> words = new ArrayList<>(List.of("-c", rig.rc().toString(), "-o"));
    words.addAll(List.of(arguments));
    int exit = Program.run(new Terminal(print, print), words.toArray(new String[0]));
    assertThat(exit).as(out.toString(UTF_8)).isZero();
    return comparable(out.toString(UTF_8));
  }

  /** Neither port nor duration is alike in two runs. */
  private static String comparable(String text) {
    return text.replace(":" + dovecot.port(), ":21143").replaceAll("in \\d+:\\d\\d\n", "in 0:00\n");
  }

  /** The lines under each task's name; those of the program itself are versions. */
  private static Map<String, List<String>> tasks(String text) {
    Map<String, List<String>> tasks = new LinkedHashMap<>();
    String task = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith(" ")) {
        tasks.computeIfAbsent(task, _ -> new ArrayList<>()).add(line);
      } else {
        task = line;
      }
    }
    return tasks;
  }

  @Test
  void ttyuiOfAFirstRun() throws IOException {
    Rig rig = rig("ttyui");
    try (PlainImap client = client("ttyui")) {
      client.create("Sent");
      client.create("Work/Projects");
      run(rig, "-u", "quiet", "-f", "Sent");
      client.append("Sent", message("sent"), "");
      for (String name : List.of("a", "b", "c")) {
        client.append("INBOX", message(name), "");
      }
    }
    Map<String, List<String>> expected = tasks(captured("ttyui"));
    expected.merge(
        "Folder INBOX [acc: Test]:",
        List.of(" Copy message UID 3 (3/3) Rem:INBOX -> Loc:INBOX"),
        CapturesTest::joined);
    String printed = run(rig, "-u", "ttyui");
    String own = printed.substring(printed.indexOf("Account sync Test:"));
    assertThat(own).contains("\n Test: ok: 4 downloaded; ");
    assertThat(tasks(own.replaceAll("\n Test: ok: .*", ""))).isEqualTo(expected);
  }

  /** In the folder's own task, as the original tells it where the folders are there already. */
  @Test
  void ttyuiWhereTheMetadataIsGone() throws IOException {
    Rig rig = rig("gone");
    run(rig, "-u", "quiet");
    try (Stream<Path> files = Files.walk(rig.metadata())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThat(tasks(run(rig, "-u", "ttyui")).get("Folder INBOX [acc: Test]:"))
        .containsExactly(
            " Syncing INBOX: IMAP -> Maildir", " Creating new Local Status db for Loc:INBOX");
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Three messages on both sides; then each side changes in its own way. */
  private Rig synchronised(String user, PlainImap client) throws IOException {
    Rig rig = rig(user);
    for (String name : List.of("a", "b", "c")) {
      client.append("INBOX", message(name), "");
    }
    run(rig, "-u", "quiet");
    return rig;
  }

  private static void flag(Rig rig, int uid, String letters) throws IOException {
    for (Path file : rig.messages("INBOX")) {
      String name = String.valueOf(file.getFileName());
      if (name.contains(",U=" + uid + ",")) {
        String base = name.replaceAll(":2,.*", "");
        Files.move(file, rig.mail().resolve("INBOX/cur/" + base + ":2," + letters));
      }
    }
  }

  @Test
  void basicOfALaterRun() throws IOException {
    try (PlainImap client = client("basic")) {
      Rig rig = synchronised("basic", client);
      client.delete("INBOX", "3");
      rig.deliver("INBOX", "1.new", message("new"));
      flag(rig, 2, "R");
      String printed = run(rig, "-u", "basic");
      assertThat(printed.substring(printed.indexOf("***")).replaceAll("(?m)^Test: ok: .*\n", ""))
          .isEqualTo(captured("basic"));
    }
  }

  @Test
  void machineuiOfALaterRun() throws IOException {
    try (PlainImap client = client("machineui")) {
      Rig rig = synchronised("machineui", client);
      client.delete("INBOX", "1");
      client.store("INBOX", "2", "+FLAGS", "\\Flagged");
      client.append("INBOX", message("d"), "");
      flag(rig, 3, "R");
      rig.deliver("INBOX", "1.new", message("new"));
      rig.deliver("INBOX", "2.new", message("newer"));
      Files.delete(rig.deliver("LocalNew", "1.gone", message("gone")));
      List<String> printed =
          run(rig, "-u", "machineui")
              .replace("%0A" + dovecot.port() + "%0A", "%0A21143%0A")
              .lines()
              .filter(CapturesTest::isOurs)
              .toList();
      List<String> expected = captured("machineui").lines().filter(CapturesTest::isTheirs).toList();
      assertThat(printed).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(lines(printed, "Account+sync")).isEqualTo(lines(expected, "Account+sync"));
      inOrder(printed);
    }
  }

  /** What the captor inserted from other runs, and the threads of single copies. */
  private static boolean isTheirs(String line) {
    return !line.contains("Copy+message+from")
        && !line.startsWith("warn:")
        && !line.contains("DRYRUN");
  }

  /** The folder that the capture leaves out, and our own last line. */
  private static boolean isOurs(String line) {
    return !line.contains("Folder+LocalNew")
        && !line.startsWith("msg:initbanner:")
        && !line.startsWith("msg::MainThread:")
        && !line.startsWith("msg::Account+sync+Test:Test%3A+ok%3A+");
  }

  private static List<String> lines(List<String> all, String thread) {
    return all.stream().filter(line -> line.split(":", 4)[2].startsWith(thread)).toList();
  }

  private static void inOrder(List<String> printed) {
    String from = "IMAP%0AINBOX%0AMaildir%0AINBOX%0A";
    String up = "Maildir%0AINBOX%0AIMAP%0AINBOX%0A";
    assertThat(lines(printed, "Folder+INBOX").stream().map(line -> line.split(":", 4)[3]).toList())
        .containsSubsequence(from, "Maildir%0AINBOX", "Maildir%0AINBOX%0A5", from, up)
        .containsSubsequence(from, "IMAP%0AINBOX", "IMAP%0AINBOX%0A3", from, up)
        .containsSubsequence(from, from, "4%0AIMAP%0AINBOX%0AMaildir%5BINBOX%5D")
        .containsSubsequence(
            up,
            "-2%0AMaildir%0AINBOX%0AIMAP%5BINBOX%5D",
            "-1%0AMaildir%0AINBOX%0AIMAP%5BINBOX%5D",
            "3%0AR%0AINBOX");
  }

  @Test
  void theLogFile() throws IOException {
    Rig rig = rig("log");
    Files.writeString(
        rig.rc(),
        Files.readString(rig.rc())
            .replace("[Account Test]\n", "[Account Test]\npresynchook = echo hello\n"));
    Path log = home.resolve("t.log");
    run(rig, "-u", "basic", "-l", log.toString(), "-k", "Repository_Rem:remotepass=secret");
    String expected =
        captured("log")
            .replace("8.0.0", Product.VERSION)
            .replaceAll("Python: .* Platform: .*", "Java: VERSION Platform: SYSTEM")
            .replace(
                "-c rc1 -o -u basic -l t.log",
                "-c " + rig.rc() + " -o -u basic -l " + log + " -k Repository_Rem:remotepass=***")
            .replaceAll("imaplib2 .*", "VERSIONS");
    String written =
        Files.readString(log)
            .replaceAll("Java: \\S+ Platform: .*", "Java: VERSION Platform: SYSTEM")
            .replaceAll("offlineimap v9.*", "VERSIONS");
    assertThat(timeless(comparable(written)))
        .startsWith(timeless(expected))
        .doesNotContain("secret");
  }

  private static String timeless(String log) {
    return log.replaceAll("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ", "TIME ");
  }
}
