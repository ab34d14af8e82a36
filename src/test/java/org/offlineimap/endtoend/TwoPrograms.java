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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.Original;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.RecordingProxy;
import org.offlineimap.testing.Rig;

/**
 * A Dovecot, a home, and two programs that use them in turn: the original and ours, watched by a
 * proxy that keeps what they say. Confined to one thread.
 */
final class TwoPrograms implements AutoCloseable {
  private final Path home;
  private final Dovecot dovecot;
  private final RecordingProxy proxy;
  final Rig rig;
  private String account = "Test";

  TwoPrograms(Path home) throws IOException {
    this.home = home;
    dovecot = Dovecot.start();
    proxy = new RecordingProxy(dovecot.port());
    rig = new Rig(home, proxy.port(), "user", dovecot.password(), "maxconnections = 1");
  }

  /** A pass of one of the two. */
  interface Step {
    Rig.Run run() throws Exception;
  }

  /** Adds lines to a section of the rc file. */
  void lines(String section, String lines) throws IOException {
    String text = Files.readString(rig.rc());
    String head = "[" + section + "]\n";
    Files.writeString(rig.rc(), text.replace(head, head + lines + "\n"));
  }

  /** The hierarchy separator of the Maildir, {@code /} without a word. */
  void separator(String separator) throws IOException {
    String text = Files.readString(rig.rc());
    Files.writeString(rig.rc(), text.replace("sep = /", "sep = " + separator));
  }

  /** Gives the account and its two repositories other names. */
  void called(String account, String remote, String local) throws IOException {
    String text = Files.readString(rig.rc());
    Files.writeString(
        rig.rc(),
        text.replaceAll("\\bTest\\b", account)
            .replaceAll("\\bRem\\b", remote)
            .replaceAll("\\bLoc\\b", local));
    this.account = account;
  }

  /** Where clients connect. */
  int port() {
    return proxy.port();
  }

  Rig.Run ours() throws Exception {
    return rig.run();
  }

  Rig.Run original() throws Exception {
    return Original.run(rig, home);
  }

  static void succeeds(Rig.Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  /** The proxy saw no transfer, and every file and every status row is as it was. */
  void untouchedBy(Step second) throws Exception {
    Map<String, Rig.FileState> files = rig.files();
    Map<String, List<String>> rows = rows();
    proxy.clear();
    succeeds(second.run());
    assertThat(proxy.transfers()).isEmpty();
    assertThat(rig.files()).isEqualTo(files);
    assertThat(rows()).isEqualTo(rows);
  }

  PlainImap server() throws IOException {
    return new PlainImap(dovecot.port(), "user", dovecot.password());
  }

  /** A message as it is on the wire. */
  static byte[] mail(String subject) {
    return ("From: a@example.org\r\nTo: b@example.org\r\nSubject: "
            + subject
            + "\r\nMessage-ID: <"
            + subject.replace(' ', '.')
            + "@example.org>\r\n\r\nBody of "
            + subject
            + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** The same as it is in a file. */
  static byte[] lines(String subject) {
    return new String(mail(subject), ISO_8859_1).replace("\r\n", "\n").getBytes(ISO_8859_1);
  }

  /** A folder of the server and the directory that it has on the disk, the same on both sides. */
  void agree(String folder, String directory) throws IOException {
    Map<String, String> here = new TreeMap<>();
    for (Path file : rig.messages(directory)) {
      String text = Files.readString(file, ISO_8859_1).replace("\n", "\r\n");
      assertThat(here.put(text, systemLetters(file))).as("%s twice", file).isNull();
    }
    Map<String, String> there = new TreeMap<>();
    try (PlainImap imap = server()) {
      for (PlainImap.Message message : imap.messages(folder)) {
        assertThat(there.put(message.octets(), letters(message))).isNull();
      }
    }
    assertThat(here).as(folder).isEqualTo(there);
  }

  private static String systemLetters(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf("2,") + 2).replaceAll("[^DFRST]", "");
  }

  private static String letters(PlainImap.Message message) {
    return Stream.of("\\Draft D", "\\Flagged F", "\\Answered R", "\\Seen S", "\\Deleted T")
        .filter(pair -> message.flags().contains(pair.substring(0, pair.indexOf(' '))))
        .map(pair -> pair.substring(pair.length() - 1))
        .sorted()
        .reduce("", String::concat);
  }

  /** Every row of every status file. */
  Map<String, List<String>> rows() throws Exception {
    Map<String, List<String>> found = new TreeMap<>();
    Path directory = rig.metadata().resolve("Account-" + account + "/LocalStatus-sqlite");
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

  @Override
  public void close() throws IOException {
    proxy.close();
    dovecot.close();
  }
}
