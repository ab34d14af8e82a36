package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.Original;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.RecordingProxy;
import org.offlineimap.testing.Rig;

/**
 * Rule R8 with the original itself: whoever comes second transfers nothing and touches nothing. One
 * of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class TakeOverTest {
  private static final List<String> FOLDERS = List.of("INBOX", "Work/Projects", "G&AOQ-ste");

  @TempDir Path temp;
  private Dovecot dovecot;
  private RecordingProxy proxy;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    dovecot = Dovecot.start();
    proxy = new RecordingProxy(dovecot.port());
    rig =
        new Rig(
            temp.resolve("home"), proxy.port(), "user", dovecot.password(), "maxconnections = 1");
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    dovecot.close();
  }

  @Test
  void takesOverWhatTheOriginalSynchronised() throws Exception {
    fill();
    succeeds(original());
    untouchedBy(this::ours);
    changeBothSides(new Random(1), "a");
    succeeds(ours());
    sidesAgree();
  }

  @Test
  void handsBackWhatItSynchronised() throws Exception {
    fill();
    succeeds(ours());
    untouchedBy(this::original);
    changeBothSides(new Random(2), "b");
    succeeds(original());
    sidesAgree();
  }

  @Test
  void alternatesTenTimesWithChangesOnBothSidesBetween() throws Exception {
    long seed = Long.getLong("seed", 20261124L);
    Random random = new Random(seed);
    fill();
    for (int turn = 0; turn < 10; turn++) {
      Step now = turn % 2 == 0 ? this::ours : this::original;
      Step other = turn % 2 == 0 ? this::original : this::ours;
      succeeds(now.run());
      sidesAgree();
      untouchedBy(other);
      changeBothSides(random, "turn" + turn);
    }
  }

  private interface Step {
    Rig.Run run() throws Exception;
  }

  private Rig.Run ours() throws Exception {
    return rig.run();
  }

  private Rig.Run original() throws Exception {
    return Original.run(rig, temp.resolve("home"));
  }

  private static void succeeds(Rig.Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  /** The proxy saw no transfer, and every file and every status row is as it was. */
  private void untouchedBy(Step second) throws Exception {
    Map<String, Rig.FileState> files = rig.files();
    Map<String, List<String>> rows = rows();
    proxy.clear();
    succeeds(second.run());
    assertThat(proxy.transfers()).isEmpty();
    assertThat(rig.files()).isEqualTo(files);
    assertThat(rows()).isEqualTo(rows);
  }

  private void fill() throws IOException {
    try (PlainImap imap = server()) {
      for (String folder : FOLDERS) {
        if (!folder.equals("INBOX")) {
          imap.create(folder);
        }
        for (int i = 0; i < 12; i++) {
          String flags = List.of("", "\\Seen", "\\Seen \\Flagged", "\\Answered").get(i % 4);
          imap.append(folder, mail(folder + " " + i), flags);
        }
      }
    }
  }

  private PlainImap server() throws IOException {
    return new PlainImap(dovecot.port(), "user", dovecot.password());
  }

  private static byte[] mail(String subject) {
    return ("From: a@example.org\r\nTo: b@example.org\r\nSubject: "
            + subject
            + "\r\nMessage-ID: <"
            + subject.replace(' ', '.')
            + "@example.org>\r\n\r\nBody of "
            + subject
            + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** New mail, flags and deletions on each side, never the same message on both. */
  private void changeBothSides(Random random, String round) throws IOException {
    for (String folder : FOLDERS) {
      List<Path> files = rig.messages(folder);
      Path flagged = files.get(random.nextInt(files.size() / 2));
      String name = String.valueOf(flagged.getFileName());
      String plain = name.substring(0, name.indexOf(":2,") + 3);
      Files.move(flagged, flagged.resolveSibling("../cur/" + plain + "S").normalize());
      Files.delete(files.get(files.size() / 2));
      rig.deliver(folder, "77." + round, lines(folder + " local " + round));
      try (PlainImap imap = server()) {
        List<PlainImap.Message> there = imap.messages(folder);
        imap.delete(folder, String.valueOf(there.getLast().uid()));
        imap.append(folder, mail(folder + " remote " + round), "\\Flagged");
      }
    }
  }

  private static byte[] lines(String subject) {
    return new String(mail(subject), ISO_8859_1).replace("\r\n", "\n").getBytes(ISO_8859_1);
  }

  /** Each folder holds the same messages with the same flags on both sides, once each. */
  private void sidesAgree() throws IOException {
    for (String folder : FOLDERS) {
      Map<String, String> here = new TreeMap<>();
      for (Path file : rig.messages(folder)) {
        String name = String.valueOf(file.getFileName());
        String letters = name.substring(name.indexOf(":2,") + 3);
        String text = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
        assertThat(here.put(text, letters)).as("%s twice", name).isNull();
      }
      Map<String, String> there = new TreeMap<>();
      try (PlainImap imap = server()) {
        for (PlainImap.Message message : imap.messages(folder)) {
          assertThat(there.put(message.octets(), letters(message))).isNull();
        }
      }
      assertThat(here).as(folder).isEqualTo(there);
    }
  }

  private static String letters(PlainImap.Message message) {
    return Stream.of("\\Draft D", "\\Flagged F", "\\Answered R", "\\Seen S", "\\Deleted T")
        .filter(pair -> message.flags().contains(pair.substring(0, pair.indexOf(' '))))
        .map(pair -> pair.substring(pair.length() - 1))
        .sorted()
        .reduce("", String::concat);
  }

  /** Every row of every status file. */
  private Map<String, List<String>> rows() throws Exception {
    Map<String, List<String>> found = new TreeMap<>();
    Path directory = rig.metadata().resolve("Account-Test/LocalStatus-sqlite");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        found.put(String.valueOf(file.getFileName()), rows(file));
      }
    }
    return found;
  }

  private static List<String> rows(Path file) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement();
        ResultSet all =
            statement.executeQuery("SELECT id, flags, mtime, labels FROM status ORDER BY id")) {
      while (all.next()) {
        rows.add(all.getLong(1) + " " + all.getString(2) + " " + all.getLong(3));
      }
    }
    return rows;
  }
}
