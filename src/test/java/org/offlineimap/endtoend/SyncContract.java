package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** What a user may rely on, whatever the server: subclasses name one with an empty mailbox. */
abstract class SyncContract {
  @TempDir Path temp;

  /** The loopback port of a server whose user has an empty mailbox at the start of each test. */
  abstract int port();

  abstract String user();

  abstract String password();

  private PlainImap server() throws IOException {
    return new PlainImap(port(), user(), password());
  }

  /** What stands before the name of each mailbox but INBOX. */
  String prefix() {
    return "";
  }

  /** The separator of the server's names; the disk has {@code /}. */
  String separator() {
    return "/";
  }

  /** Whether the server stores exactly these octets; what it changes itself nobody can copy. */
  boolean keeps(String message) {
    return !message.isEmpty();
  }

  /** A mailbox by its name on a server without a prefix. */
  private String mailbox(String name) {
    return name.equals("INBOX") ? name : prefix() + name.replace("/", separator());
  }

  /** A folder's name on disk. */
  private String folder(String name) {
    return mailbox(name).replace(separator(), "/");
  }

  private Rig rig() throws IOException {
    return new Rig(temp.resolve("home"), port(), user(), password());
  }

  private static byte[] mail(String id) {
    return ("From: a@example.org\r\nSubject: "
            + id
            + "\r\nMessage-ID: <"
            + id
            + "@example.org>\r\n\r\nBody of "
            + id
            + "\r\n")
        .getBytes(ISO_8859_1);
  }

  @Test
  void carriesNewChangedAndDeletedMailBothWaysAndThenRests() throws Exception {
    Rig rig = rig();
    try (PlainImap imap = server()) {
      imap.create(mailbox("Work/Projects"));
      imap.create(mailbox("G&AOQ-ste"));
      for (int i = 1; i <= 6; i++) {
        imap.append("INBOX", mail("inbox" + i), i % 2 == 0 ? "\\Seen" : "");
      }
      imap.append(mailbox("Work/Projects"), mail("work1"), "\\Flagged \\Answered");
      imap.append(mailbox("G&AOQ-ste"), mail("guest1"), "");
    }
    succeeds(rig.run());
    assertThat(subjects(rig, "INBOX")).hasSize(6);
    assertThat(subjects(rig, folder("Work/Projects")).get("work1")).endsWith(":2,FR");
    assertThat(subjects(rig, folder("G&AOQ-ste"))).containsKey("guest1");

    Map<String, String> files = subjects(rig, "INBOX");
    Path cur = rig.mail().resolve("INBOX/cur");
    Files.move(cur.resolve(files.get("inbox2")), cur.resolve(files.get("inbox2") + "T"));
    Files.delete(cur.resolve(files.get("inbox4")));
    rig.deliver("INBOX", "1.local", "Subject: local1\n\nline\n".getBytes(ISO_8859_1));
    try (PlainImap imap = server()) {
      imap.store("INBOX", "1", "+FLAGS", "\\Flagged");
      imap.delete("INBOX", "3");
      imap.append("INBOX", mail("late"), "\\Seen");
    }
    succeeds(rig.run());
    assertThat(subjects(rig, "INBOX").keySet())
        .containsExactlyInAnyOrder("inbox1", "inbox2", "inbox5", "inbox6", "late", "local1");
    assertThat(subjects(rig, "INBOX").get("inbox1")).endsWith(":2,F");
    try (PlainImap imap = server()) {
      Map<String, Set<String>> flags = flags(imap.messages("INBOX"));
      assertThat(flags.keySet()).isEqualTo(subjects(rig, "INBOX").keySet());
      assertThat(flags.get("inbox2")).containsExactlyInAnyOrder("\\Deleted", "\\Seen");
    }
    restsNow(rig);
  }

  @Test
  void createsFoldersOnTheSideThatLacksThem() throws Exception {
    Rig rig = rig();
    rig.deliver(folder("Local/Nested"), "1.a", "Subject: nested\n\nx\n".getBytes(ISO_8859_1));
    succeeds(rig.run());
    try (PlainImap imap = server()) {
      assertThat(flags(imap.messages(mailbox("Local/Nested")))).containsKey("nested");
    }
    assertThat(rig.mail().resolve("INBOX/cur")).isDirectory();
    restsNow(rig);
  }

  @Test
  void copiesOddMessagesOctetForOctetBothWays() throws Exception {
    List<String> all =
        List.of(
            "Subject: o0\r\n\r\nno final newline",
            "Subject: o1\r\n\r\n",
            "Subject: o2\r\n\r\nbare \r carriage returns\r \rhere\r\n",
            "Subject: o3\r\n\r\n8-bit \u00e4\u00ff\u0080 octets\r\n",
            "Subject: o4\r\n\r\nFrom the start\r\n.\r\n..\r\n>From\r\n",
            "Subject: o5\r\n\r\n" + "x".repeat(1 << 20) + "\r\n",
            "Subject: o6\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nopen",
            "Subject: o7\r\n\r\n" + "many lines of text\r\n".repeat(100_000),
            "Subject: o8\r\n\r\n" + "thirty mebibytes in lines\r\n".repeat(1_165_100));
    List<String> odd = all.stream().filter(this::keeps).toList();
    Rig rig = rig();
    try (PlainImap imap = server()) {
      for (String message : odd) {
        imap.append("INBOX", message.getBytes(ISO_8859_1), "");
      }
    }
    succeeds(rig.run());
    Map<String, String> files = subjects(rig, "INBOX");
    for (int i = 0; i < odd.size(); i++) {
      String name = files.getOrDefault(subject(odd.get(i)), "none");
      String onDisk = Files.readString(find(rig, "INBOX", name), ISO_8859_1);
      assertThat(onDisk.equals(odd.get(i).replace("\r\n", "\n"))).as("message %d down", i).isTrue();
      rig.deliver(folder("Back"), "9." + i, onDisk.getBytes(ISO_8859_1));
    }
    succeeds(rig.run());
    try (PlainImap imap = server()) {
      List<String> back =
          imap.messages(mailbox("Back")).stream().map(PlainImap.Message::octets).toList();
      assertThat(back.size()).isEqualTo(odd.size());
      assertThat(Set.copyOf(back).equals(Set.copyOf(odd))).as("every message up").isTrue();
    }
    restsNow(rig);
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    try (PlainImap imap = server()) {
      imap.append("INBOX", mail("one"), "");
    }
    Rig rig = rig();
    succeeds(rig.run("--dry-run"));
    assertThat(rig.mail()).doesNotExist();
    assertThat(Rig.files(temp.resolve("home")).keySet()).containsExactly("offlineimaprc");
  }

  @Test
  void anEmptiedFolderWaitsForConfirmation() throws Exception {
    Rig rig = rig();
    try (PlainImap imap = server()) {
      for (int i = 0; i < 60; i++) {
        imap.append("INBOX", mail("m" + i), "");
      }
    }
    succeeds(rig.run());
    for (Path file : rig.messages("INBOX")) {
      Files.delete(file);
    }
    Rig.Run held = rig.run();
    assertThat(held.exit()).as(held.output()).isEqualTo(3);
    assertThat(held.output()).contains("--confirm-deletions");
    try (PlainImap imap = server()) {
      assertThat(imap.messages("INBOX")).hasSize(60);
    }
    assertThat(rig.messages("INBOX")).isEmpty();
  }

  /** A further run changes no file, no status row and nothing on the server. */
  private void restsNow(Rig rig) throws Exception {
    Map<String, Rig.FileState> before = rig.files();
    succeeds(rig.run());
    assertThat(rig.files()).isEqualTo(before);
  }

  static void succeeds(Rig.Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private static Path find(Rig rig, String folder, String name) throws IOException {
    return rig.messages(folder).stream()
        .filter(file -> file.endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  /** File name by subject; a subject met twice fails. */
  static Map<String, String> subjects(Rig rig, String folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path file : rig.messages(folder)) {
      String subject = subject(Files.readString(file, ISO_8859_1));
      assertThat(found.put(subject, String.valueOf(file.getFileName())))
          .as("%s twice", subject)
          .isNull();
    }
    return found;
  }

  private static Map<String, Set<String>> flags(List<PlainImap.Message> messages) {
    return messages.stream()
        .collect(Collectors.toMap(m -> subject(m.octets()), PlainImap.Message::flags));
  }

  private static String subject(String message) {
    int from = message.indexOf("Subject: ") + "Subject: ".length();
    return message.substring(from, message.indexOf('\n', from)).strip();
  }
}
