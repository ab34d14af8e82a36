package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** The types Gmail and GmailMaildir against a server with labels, and what deleting means there. */
final class GmailTest {
  @TempDir Path temp;
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        SandboxServer.builder()
            .user("user", "secret")
            .with(Capability.X_GM_EXT_1)
            .without(Capability.QRESYNC)
            .start();
    try (PlainImap imap = imap()) {
      imap.create("[Gmail]/Bin");
      imap.create("Work");
      imap.append("Work", mail("one"), "");
      imap.append("Work", mail("two"), "");
    }
    server.mailbox("user", "[Gmail]/Bin").use("\\Trash");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private PlainImap imap() throws IOException {
    return new PlainImap(server.port(), "user", "secret");
  }

  private static byte[] mail(String id) {
    return ("Subject: " + id + "\r\nMessage-ID: <" + id + "@example.org>\r\n\r\n" + id + "\r\n")
        .getBytes(ISO_8859_1);
  }

  private Rig rig(String lines) throws IOException {
    Rig rig = new Rig(temp.resolve("home"), server.port(), "user", "secret", lines);
    String text = Files.readString(rig.rc());
    Files.writeString(
        rig.rc(),
        text.replace("type = Maildir", "type = GmailMaildir")
            .replace("type = IMAP", "type = Gmail"));
    return rig;
  }

  private void deleteOne(Rig rig, String folder, String subject) throws IOException {
    for (Path file : rig.messages(folder)) {
      if (Files.readString(file, ISO_8859_1).contains("Subject: " + subject + "\n")) {
        Files.delete(file);
      }
    }
  }

  private List<String> subjects(String folder) throws IOException {
    try (PlainImap imap = imap()) {
      return imap.messages(folder).stream()
          .map(m -> m.octets().substring(9, m.octets().indexOf('\r')))
          .toList();
    }
  }

  @Test
  void aDeletionTakesTheLabelAway() throws Exception {
    Rig rig = rig("");
    Rig.Run first = rig.run();
    SyncContract.succeeds(first);
    assertThat(first.output()).contains("Syncing Work: Gmail -> GmailMaildir");
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects("Work")).containsExactly("two");
    assertThat(subjects("[Gmail]/Bin")).isEmpty();
  }

  @Test
  void withTrashADeletionIsAMoveAndOneInTheTrashIsForGood() throws Exception {
    Rig rig = rig("gmail_delete = trash");
    SyncContract.succeeds(rig.run());
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects("Work")).containsExactly("two");
    assertThat(subjects("[Gmail]/Bin")).containsExactly("one");
    SyncContract.succeeds(rig.run());
    deleteOne(rig, "[Gmail]/Bin", "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects("[Gmail]/Bin")).isEmpty();
    assertThat(subjects("Work")).containsExactly("two");
  }

  @Test
  void trashfolderNamesAnotherOneAndIfThereIsNoneNothingIsDeleted() throws Exception {
    Rig rig = rig("gmail_delete = trash\ntrashfolder = Elsewhere");
    SyncContract.succeeds(rig.run());
    deleteOne(rig, "Work", "one");
    Rig.Run without = rig.run();
    assertThat(without.output()).contains("Elsewhere");
    assertThat(subjects("Work")).containsExactly("one", "two");
    try (PlainImap imap = imap()) {
      imap.create("Elsewhere");
    }
    SyncContract.succeeds(rig.run());
    assertThat(Set.copyOf(subjects("Work"))).containsExactly("two");
    assertThat(subjects("Elsewhere")).containsExactly("one");
  }

  @Test
  void theGuardHoldsMovesToTheTrashBackToo() throws Exception {
    Rig rig = rig("gmail_delete = trash");
    try (PlainImap imap = imap()) {
      for (int i = 0; i < 60; i++) {
        imap.append("Work", mail("m" + i), "");
      }
    }
    SyncContract.succeeds(rig.run());
    for (Path file : rig.messages("Work")) {
      Files.delete(file);
    }
    assertThat(rig.run().exit()).isEqualTo(3);
    assertThat(subjects("Work")).hasSize(62);
    assertThat(subjects("[Gmail]/Bin")).isEmpty();
  }
}
