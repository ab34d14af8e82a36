package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** The manual's case: from Gmail to another server that wants every folder below INBOX. */
final class GmailToImapTest {
  @TempDir Path temp;
  private SandboxServer gmail;
  private Dovecot other;

  @BeforeEach
  void start() throws IOException {
    gmail =
        SandboxServer.builder()
            .user("user", "secret")
            .with(Capability.X_GM_EXT_1)
            .without(Capability.QRESYNC)
            .start();
    other = Dovecot.with().user("user", "secret").separator('.').start();
  }

  @AfterEach
  void stop() throws IOException {
    gmail.close();
    other.close();
  }

  private Rig rig() throws IOException {
    Rig rig = new Rig(temp.resolve("home"), gmail.port(), "user", "secret");
    String text = Files.readString(rig.rc());
    int from = text.indexOf("[Repository Loc]");
    int to = text.indexOf("[Repository Rem]");
    Files.writeString(
        rig.rc(),
        text.substring(0, from)
            + """
            [Repository Loc]
            type = IMAP
            remotehost = 127.0.0.1
            remoteport = %d
            remoteuser = user
            remotepass = secret
            ssl = no
            starttls = no
            """
                .formatted(other.port())
            + text.substring(to)
                .replace("type = IMAP", "type = Gmail\nnametrans = lambda x: 'INBOX.' + x"));
    return rig;
  }

  private PlainImap gmail() throws IOException {
    return new PlainImap(gmail.port(), "user", "secret");
  }

  private PlainImap other() throws IOException {
    return new PlainImap(other.port(), "user", "secret");
  }

  private static byte[] mail(String id) {
    return ("Subject: " + id + "\r\nMessage-ID: <" + id + "@example.org>\r\n\r\n" + id + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** Folders, UIDs, flags and octets. */
  private static List<String> everything(PlainImap imap) throws IOException {
    List<String> all = new ArrayList<>();
    for (PlainImap.Answer answer : imap.command("LIST \"\" \"*\"")) {
      String line = answer.text();
      String folder = line.substring(line.lastIndexOf(' ') + 1).replace("\"", "");
      if (!line.toLowerCase(Locale.ROOT).matches(".*\\\\(noselect|nonexistent).*")) {
        all.add(folder);
        imap.messages(folder)
            .forEach(m -> all.add(folder + " " + m.uid() + " " + m.flags() + " " + m.octets()));
      }
    }
    Collections.sort(all);
    return all;
  }

  private List<String> state() throws IOException {
    try (PlainImap here = gmail();
        PlainImap there = other()) {
      List<String> all = new ArrayList<>(everything(here));
      all.addAll(everything(there));
      return all;
    }
  }

  @Test
  void runTwiceItChangesNothingTheSecondTimeAndThenCarriesChangesBothWays() throws Exception {
    try (PlainImap imap = gmail()) {
      imap.create("Work/Deep");
      imap.append("INBOX", mail("one"), "\\Seen");
      imap.append("Work/Deep", mail("two"), "\\Flagged");
    }
    Rig rig = rig();
    SyncContract.succeeds(rig.run());
    try (PlainImap imap = other()) {
      assertThat(imap.messages("INBOX")).isEmpty();
      assertThat(imap.messages("INBOX.INBOX")).singleElement().asString().contains("Seen");
      assertThat(imap.messages("INBOX.Work.Deep")).singleElement().asString().contains("Flagged");
    }
    List<String> before = state();
    SyncContract.succeeds(rig.run());
    assertThat(state()).isEqualTo(before);

    try (PlainImap here = gmail();
        PlainImap there = other()) {
      here.append("Work/Deep", mail("three"), "");
      there.delete("INBOX.INBOX", "1");
      there.append("INBOX.Work.Deep", mail("four"), "\\Answered");
    }
    SyncContract.succeeds(rig.run());
    try (PlainImap here = gmail();
        PlainImap there = other()) {
      assertThat(here.messages("INBOX")).isEmpty();
      assertThat(here.messages("Work/Deep")).hasSize(3);
      assertThat(there.messages("INBOX.Work.Deep")).hasSize(3);
    }
  }
}
