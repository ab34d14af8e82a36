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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Original;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/**
 * Rule R8 for Gmail's labels, with the original itself: whoever comes second changes no file and no
 * row. One of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class LabelTakeOverTest {
  @TempDir Path temp;
  private SandboxServer server;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    server =
        SandboxServer.builder()
            .user("user", "secret")
            .with(Capability.X_GM_EXT_1)
            .without(Capability.QRESYNC)
            .start();
    rig = new Rig(temp.resolve("home"), server.port(), "user", "secret", "maxconnections = 1");
    String text = Files.readString(rig.rc());
    Files.writeString(
        rig.rc(),
        text.replace("type = Maildir", "type = GmailMaildir")
            .replace("type = IMAP", "type = Gmail\nfolderfilter = lambda f: f == 'Work'")
            .replace("[Account Test]\n", "[Account Test]\nsynclabels = yes\n"));
    try (PlainImap imap = imap()) {
      imap.create("Work");
      for (int i = 1; i <= 3; i++) {
        String mail = "Subject: m" + i + "\r\nMessage-ID: <m" + i + "@example.org>\r\n\r\nx\r\n";
        imap.append("Work", mail.getBytes(ISO_8859_1), i == 1 ? "\\Seen" : "");
      }
      imap.command("SELECT Work");
      imap.command("UID STORE 1:2 +X-GM-LABELS (\"Friends\" \"two words\")");
      imap.command("UID STORE 2 +X-GM-LABELS (\\Important)");
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private PlainImap imap() throws IOException {
    return new PlainImap(server.port(), "user", "secret");
  }

  private interface Program {
    Rig.Run run() throws Exception;
  }

  private Rig.Run ours() throws Exception {
    return rig.run();
  }

  private Rig.Run original() throws Exception {
    return Original.run(rig, temp.resolve("home"));
  }

  private List<String> rows() throws Exception {
    List<String> all = new ArrayList<>();
    Path status = rig.metadata().resolve("Account-Test/LocalStatus-sqlite/Work");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + status);
        Statement statement = c.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, flags, labels, mtime FROM status ORDER BY id")) {
      while (rows.next()) {
        all.add(
            rows.getLong(1)
                + "|"
                + rows.getString(2)
                + "|"
                + rows.getString(3)
                + "|"
                + rows.getLong(4));
      }
    }
    return all;
  }

  private List<String> labels() throws IOException {
    List<String> all = new ArrayList<>();
    try (PlainImap imap = imap()) {
      imap.command("EXAMINE Work");
      imap.command("UID FETCH 1:* (X-GM-LABELS)").forEach(answer -> all.add(answer.text()));
    }
    return all;
  }

  private void untouchedBy(Program second) throws Exception {
    Map<String, Rig.FileState> files = rig.files();
    List<String> rows = rows();
    List<String> labels = labels();
    SyncContract.succeeds(second.run());
    assertThat(rig.files()).isEqualTo(files);
    assertThat(rows()).isEqualTo(rows);
    assertThat(labels()).isEqualTo(labels);
  }

  @Test
  void takesOverWhatTheOriginalLabelled() throws Exception {
    SyncContract.succeeds(original());
    assertThat(rows().toString()).contains("Friends");
    untouchedBy(this::ours);
  }

  @Test
  void handsBackWhatItLabelled() throws Exception {
    SyncContract.succeeds(ours());
    assertThat(rows().toString()).contains("Friends");
    untouchedBy(this::original);
  }
}
