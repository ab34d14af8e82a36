package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;

/** {@code synclabels}, {@code labelsheader} and {@code ignorelabels}, against Gmail's labels. */
final class LabelsRunTest {
  private static final String ODD = "a (b) \"c\" \\d";

  @TempDir Path temp;
  private Household house;

  @BeforeEach
  void start() throws IOException {
    house =
        new Household(
            temp, SandboxServer.builder().with(Capability.X_GM_EXT_1).without(Capability.QRESYNC));
    house.account("synclabels = yes");
    try (PlainImap imap = imap()) {
      imap.create("Work");
      imap.append("Work", "Subject: one\r\nX-Keywords: sender\r\n\r\nText\r\n".getBytes(UTF_8), "");
    }
  }

  @AfterEach
  void stop() throws Exception {
    house.close();
  }

  private PlainImap imap() throws IOException {
    return new PlainImap(house.server.port(), "user", "secret");
  }

  private void label(String sign, String wireLabel) throws IOException {
    try (PlainImap imap = imap()) {
      imap.command("SELECT Work");
      String quoted = wireLabel.replace("\\", "\\\\").replace("\"", "\\\"");
      imap.command("UID STORE 1:* " + sign + "X-GM-LABELS (\"" + quoted + "\")");
    }
  }

  private String labelsOnTheServer() throws IOException {
    try (PlainImap imap = imap()) {
      imap.command("SELECT Work");
      return imap.command("UID FETCH 1:* (X-GM-LABELS)").getFirst().text();
    }
  }

  private String run(String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-f",
                "Work",
                "-k",
                "Repository_L:type=GmailMaildir",
                "-k",
                "Repository_R:type=Gmail"));
    words.addAll(List.of(more));
    Household.Run run = house.run(words.toArray(String[]::new));
    assertThat(run.exit()).as(run.output()).isZero();
    return run.output();
  }

  private Path file() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> all = Files.list(house.mail().resolve("Work").resolve(part))) {
        all.forEach(found::add);
      }
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private String text() throws IOException {
    return Files.readString(file(), UTF_8);
  }

  /** Changes the file as an editor would, a while after it was written. */
  private void edit(String before, String after) throws IOException {
    Path file = file();
    Files.writeString(file, text().replace(before, after), UTF_8);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private String row() throws Exception {
    Path status = temp.resolve("meta/Account-A/LocalStatus-sqlite/Work");
    Path found =
        Files.exists(status)
            ? status
            : house.metadata().resolve("Account-A/LocalStatus-sqlite/Work");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + found);
        Statement statement = c.createStatement();
        ResultSet rows = statement.executeQuery("SELECT labels, mtime FROM status")) {
      long seconds = Files.getLastModifiedTime(file()).toInstant().getEpochSecond();
      assertThat(rows.getLong(2)).isEqualTo(seconds);
      return rows.getString(1);
    }
  }

  @Test
  void aMessageArrivesWithItsLabelsAndASecondRunChangesNothing() throws Exception {
    label("+", "Sp&AOQA3w-e");
    label("+", ODD);
    run();
    assertThat(text())
        .isEqualTo(
            "Subject: one\nX-Keywords: Späße,a (b) \"c\" \\d\n\nText\n"
                .replace("Späße,a (b) \"c\" \\d", "Späße," + ODD));
    assertThat(row()).isEqualTo("Sp&AOQA3w-e, " + ODD);
    Object stamp = Files.readAttributes(file(), "unix:ino,lastModifiedTime,ctime");
    Path status = house.metadata().resolve("Account-A/LocalStatus-sqlite/Work");
    Object written = Files.getLastModifiedTime(status);
    run();
    assertThat((Object) Files.readAttributes(file(), "unix:ino,lastModifiedTime,ctime"))
        .isEqualTo(stamp);
    assertThat((Object) Files.getLastModifiedTime(status)).isEqualTo(written);
    assertThat(labelsOnTheServer()).contains("Sp&AOQA3w-e").doesNotContain("sender");
  }

  @Test
  void labelsCrossInBothDirectionsAndThreeWays() throws Exception {
    label("+", "both");
    label("+", "old");
    run();
    label("-", "old");
    label("+", "there");
    assertThat(run()).contains("Setting labels to message 1 on Work (1 of 1): both, there");
    assertThat(text()).isEqualTo("Subject: one\nX-Keywords: both,there\n\nText\n");
    edit("both,there", "there,Grüße,\"q\"");
    label("+", "later");
    assertThat(run()).contains("Adding label Grüße to 1 messages on Work");
    assertThat(text()).contains("X-Keywords: \"q\",Grüße,later,there\n");
    assertThat(labelsOnTheServer())
        .contains("Gr&APwA3w-e", "\"\\\"q\\\"\"", "later", "there")
        .doesNotContain("both");
    assertThat(row()).isEqualTo("\"q\", Gr&APwA3w-e, later, there");
  }

  @Test
  void ignoredLabelsStayAsTheyAreOnEachSide() throws Exception {
    house.account("ignorelabels = private, \\Inbox");
    label("+", "private");
    run();
    assertThat(text()).doesNotContain("private");
    edit("\n\n", "\nX-Keywords: \\Inbox,seen\n\n");
    label("+", "new");
    run();
    assertThat(text()).contains("X-Keywords: \\Inbox,new,seen\n");
    assertThat(labelsOnTheServer()).contains("private", "seen", "new").doesNotContain("Inbox");
  }

  @Test
  void anotherHeaderSeparatesByBlanksAndLeavesLabelsWithBlanksAlone() throws Exception {
    house.account("labelsheader = Keywords");
    label("+", "one");
    label("+", "with blank");
    run();
    assertThat(text()).isEqualTo("Subject: one\nX-Keywords: sender\nKeywords: one\n\nText\n");
    edit("Keywords: one", "Keywords: one two");
    run();
    assertThat(labelsOnTheServer()).contains("one", "two", "\"with blank\"");
  }

  @Test
  void whatGoesUpHasItsLabelsAndNoHeaderOfThem() throws Exception {
    run();
    Files.delete(file());
    run();
    Path fresh = house.mail().resolve("Work/new/fresh");
    Files.writeString(fresh, "Subject: up\nX-Keywords: mine\n\nText\n");
    run();
    assertThat(labelsOnTheServer()).contains("mine");
    try (PlainImap imap = imap()) {
      assertThat(imap.messages("Work").getFirst().octets())
          .isEqualTo("Subject: up\r\n\r\nText\r\n");
    }
    assertThat(text()).isEqualTo("Subject: up\nX-Keywords: mine\n\nText\n");
    assertThat(row()).isEqualTo("mine");
  }

  @Test
  void nothingIsChangedWhereTheTypesOrTheOptionAreMissing() throws Exception {
    label("+", "some");
    Household.Run run = house.run("-f", "Work");
    assertThat(run.output())
        .contains(
            "Can't sync labels. You need to configure a local repository of type GmailMaildir")
        .contains("Can't sync labels. You need to configure a remote repository of type Gmail.");
    assertThat(new String(Files.readAllBytes(file()), ISO_8859_1))
        .isEqualTo("Subject: one\nX-Keywords: sender\n\nText\n");
  }
}
