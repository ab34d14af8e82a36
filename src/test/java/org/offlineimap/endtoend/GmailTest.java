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
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Proves;
import org.offlineimap.testing.Rig;

/** The types Gmail and GmailMaildir against a server with labels, and what deleting means there. */
final class GmailTest {
  private static final String BIN = "[Google Mail]/Papierkorb";

  @TempDir Path temp;
  private SandboxServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        SandboxServer.builder()
            .user("user", "secret")
            .with(Capability.X_GM_EXT_1)
            .behaving(
                Behaviour.NO_QRESYNC, Behaviour.LOCALIZED_NAMES, Behaviour.DELETES_LABELS_ONLY)
            .start();
    try (PlainImap imap = imap()) {
      imap.create("Work");
      imap.append("Work", mail("one"), "");
      imap.append("Work", mail("two"), "");
    }
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
  @Proves(Quirk.DELETES_LABELS_ONLY)
  void aDeletionTakesTheLabelAway() throws Exception {
    Rig rig = rig("");
    Rig.Run first = rig.run();
    SyncContract.succeeds(first);
    assertThat(first.output()).contains("Syncing Work: Gmail -> GmailMaildir");
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects("Work")).containsExactly("two");
    assertThat(subjects(BIN)).isEmpty();
    assertThat(subjects("[Google Mail]/Alle Nachrichten")).containsExactly("one", "two");
    met(Behaviour.DELETES_LABELS_ONLY);
  }

  private void met(Behaviour behaviour) {
    assertThat(server.sessions()).anyMatch(log -> log.met().contains(behaviour));
  }

  @Test
  @Proves({Quirk.DELETES_LABELS_ONLY, Quirk.LOCALIZED_NAMES})
  void withTrashADeletionIsAMoveAndOneInTheTrashIsForGood() throws Exception {
    Rig rig = rig("gmail_delete = trash");
    SyncContract.succeeds(rig.run());
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects("Work")).containsExactly("two");
    assertThat(subjects(BIN)).containsExactly("one");
    met(Behaviour.LOCALIZED_NAMES);
    SyncContract.succeeds(rig.run());
    deleteOne(rig, BIN, "one");
    SyncContract.succeeds(rig.run());
    assertThat(subjects(BIN)).isEmpty();
    assertThat(subjects("Work")).containsExactly("two");
  }

  /** A server that has an All Mail, and one message with two labels. */
  private void withAllMail() throws IOException {
    server.close();
    server =
        SandboxServer.builder()
            .user("user", "secret")
            .with(Capability.X_GM_EXT_1)
            .without(Capability.QRESYNC)
            .start();
    server.mailbox("user", "[Gmail]/All Mail").use("\\All");
    server.mailbox("user", "[Gmail]/Bin").use("\\Trash");
    try (PlainImap imap = imap()) {
      imap.create("Work");
      imap.create("Later");
      imap.append("Work", mail("one"), "");
      imap.command("SELECT Work");
      imap.command("UID STORE 1 +X-GM-LABELS (Later)");
    }
    assertThat(subjects("[Gmail]/All Mail")).containsExactly("one");
    assertThat(subjects("Later")).containsExactly("one");
  }

  @Test
  void aDeletionInOneFolderLeavesAllMailAndTheOtherLabelsAlone() throws Exception {
    withAllMail();
    Rig rig = rig("");
    SyncContract.succeeds(rig.run());
    assertThat(rig.messages("[Gmail]/All Mail")).hasSize(1);
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    SyncContract.succeeds(rig.run());
    assertThat(subjects("Work")).isEmpty();
    assertThat(subjects("Later")).containsExactly("one");
    assertThat(subjects("[Gmail]/All Mail")).containsExactly("one");
    assertThat(rig.messages("Work")).isEmpty();
    assertThat(rig.messages("Later")).hasSize(1);
    assertThat(rig.messages("[Gmail]/All Mail")).hasSize(1);
  }

  @Test
  @Proves({Quirk.DELETES_LABELS_ONLY, Quirk.LOCALIZED_NAMES})
  void withTrashADeletionInOneFolderIsOneOutOfAllLabels() throws Exception {
    withAllMail();
    Rig rig = rig("gmail_delete = trash");
    SyncContract.succeeds(rig.run());
    deleteOne(rig, "Work", "one");
    SyncContract.succeeds(rig.run());
    SyncContract.succeeds(rig.run());
    for (String folder : List.of("Work", "Later", "[Gmail]/All Mail")) {
      assertThat(subjects(folder)).as(folder).isEmpty();
      assertThat(rig.messages(folder)).as(folder).isEmpty();
    }
    assertThat(subjects("[Gmail]/Bin")).containsExactly("one");
    assertThat(rig.messages("[Gmail]/Bin")).hasSize(1);
  }

  /** X-GM-MSGID tells that it is the same message. */
  @Test
  void aMessageThatChangedItsLabelOnTheServerIsRenamedOnDisk() throws Exception {
    withAllMail();
    Rig rig = rig("folderfilter = lambda f: f in ['INBOX', 'Work', 'Next']");
    SyncContract.succeeds(rig.run());
    try (PlainImap imap = imap()) {
      imap.create("Next");
      imap.command("SELECT Work");
      imap.command("UID STORE 1 +X-GM-LABELS (Next)");
      imap.command("UID STORE 1 +FLAGS.SILENT (\\Deleted)");
      imap.command("UID EXPUNGE 1");
    }
    assertThat(subjects("Next")).containsExactly("one");
    SyncContract.succeeds(rig.run());
    assertThat(rig.messages("Work")).isEmpty();
    assertThat(rig.messages("Next")).hasSize(1);
    assertThat(server.lastSession().commandsAfterLogin())
        .noneMatch(command -> command.contains("BODY.PEEK[]"));
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
    assertThat(subjects(BIN)).isEmpty();
  }
}
