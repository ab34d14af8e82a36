package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** IMAP at both ends: what a user may rely on, whatever the server. */
abstract class TwoServersContract extends TwoServersRig {
  @Test
  void carriesMailBothWaysWithFlagsKeywordsAndDatesAndThenRests() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.create("Work/Projects");
      near.create("G&AOQ-ste");
      for (int i = 1; i <= 5; i++) {
        far.append("INBOX", mail("far" + i), i % 2 == 0 ? "\\Seen $Forwarded" : "");
      }
      far.append("Work/Projects", mail("work"), "\\Flagged \\Answered");
      near.append("INBOX", mail("near1"), "\\Seen $Label1");
      near.append("INBOX", mail("near2"), "\\Draft");
      near.append("G&AOQ-ste", mail("guest"), "\\Flagged");
    }
    SyncContract.succeeds(rig.run());
    agree("INBOX", "Work/Projects", "G&AOQ-ste");
    assertThat(mailOf("far", "INBOX")).hasSize(7);
    assertThat(String.join("", mailOf("near", "INBOX"))).contains("$Forwarded", "$Label1");
    assertThat(dates("near", "INBOX")).isEqualTo(dates("far", "INBOX"));
    restsNow(rig);

    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.store("INBOX", "1", "+FLAGS", "\\Flagged");
      far.delete("INBOX", "3");
      far.append("INBOX", mail("late"), "\\Seen");
      far.store("INBOX", "1", "+FLAGS", "$Todo");
      far.store("INBOX", "2", "-FLAGS", "$Forwarded");
      near.store("INBOX", uidOf(near, "far5"), "+FLAGS", "$Later");
      near.store("INBOX", uidOf(near, "near1"), "-FLAGS", "$Label1");
      near.store("INBOX", uidOf(near, "far2"), "-FLAGS", "\\Seen");
      near.delete("INBOX", uidOf(near, "far4"));
      near.append("INBOX", mail("near3"), "");
    }
    SyncContract.succeeds(rig.run());
    agree("INBOX");
    assertThat(mailOf("far", "INBOX")).hasSize(7).noneMatch(text -> text.contains("far4"));
    assertThat(mailOf("near", "INBOX")).noneMatch(text -> text.contains("Subject: far3"));
    assertThat(String.join("", mailOf("far", "INBOX")))
        .contains("$Todo", "$Later")
        .doesNotContain("$Forwarded", "$Label1");
    restsNow(rig);
  }

  /**
   * Each side has names of its own; folders are made under them, and mail, flags and moves cross.
   */
  @Test
  void translatesNamesOnBothSidesAndMakesFoldersUnderThem() throws Exception {
    Rig rig = rig();
    String[] names = {
      "-k", "Repository_Far:nametrans=lambda f: f if f == 'INBOX' else 'far-' + f",
      "-k", "Repository_Near:nametrans=lambda f: f if f == 'INBOX' else f[4:]",
      "-k", "Repository_Near:folderfilter=lambda f: f == 'INBOX' or f.startswith('far-')"
    };
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.create("Work");
      far.append("Work", mail("work"), "\\Flagged");
      far.append("INBOX", mail("m1"), "");
      near.create("far-New");
      near.append("far-New", mail("new"), "\\Seen");
      near.create("Own");
      near.append("Own", mail("own"), "");
    }
    SyncContract.succeeds(rig.run(names));
    assertThat(mailOf("near", "far-Work")).hasSize(1).isEqualTo(mailOf("far", "Work"));
    assertThat(mailOf("far", "New")).hasSize(1).isEqualTo(mailOf("near", "far-New"));
    try (PlainImap near = as("near")) {
      near.store("far-Work", "1", "-FLAGS", "\\Flagged");
      move(near, "INBOX", "m1", "far-New");
    }
    Rig.Run moving =
        rig.run(Stream.concat(Stream.of(names), Stream.of("-d", "imap")).toArray(String[]::new));
    SyncContract.succeeds(moving);
    assertThat(moving.output()).contains("UID MOVE").doesNotContain(" APPEND ");
    agree("INBOX");
    assertThat(mailOf("far", "Work")).hasSize(1).isEqualTo(mailOf("near", "far-Work"));
    assertThat(mailOf("far", "New")).hasSize(2).isEqualTo(mailOf("near", "far-New"));
    List<String> before = state();
    SyncContract.succeeds(rig.run(names));
    assertThat(state()).isEqualTo(before);
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      assertThat(folders(far)).doesNotContain("Own", "far-New", "far-Work");
      assertThat(folders(near)).doesNotContain("Work", "New");
    }
  }

  private static List<String> folders(PlainImap imap) throws IOException {
    return imap.command("LIST \"\" \"*\"").stream()
        .map(answer -> answer.text().substring(answer.text().lastIndexOf(' ') + 1))
        .map(name -> name.replace("\"", ""))
        .toList();
  }

  private static String uidOf(PlainImap imap, String subject) throws IOException {
    return imap.messages("INBOX").stream()
        .filter(m -> m.octets().contains("Subject: " + subject + "\r\n"))
        .map(m -> Long.toString(m.uid()))
        .findFirst()
        .orElseThrow();
  }

  /** Dates and keywords stay, and no octet of a body is sent or asked for. */
  @Test
  void whatMovesOnEitherServerMovesOnTheOther() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far")) {
      far.create("Saved");
      for (int i = 1; i <= 6; i++) {
        far.append("INBOX", mail("m" + i), i % 2 == 0 ? "\\Seen $Forwarded" : "");
      }
      far.append("INBOX", mail("twin"), "");
      far.append("INBOX", mail("twin"), "");
    }
    SyncContract.succeeds(rig.run());
    List<String> dates = dates("near", "INBOX");
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      for (String subject : List.of("m1", "m2", "twin")) {
        move(near, "INBOX", subject, "Saved");
      }
      for (String subject : List.of("m3", "m4")) {
        move(far, "INBOX", subject, "Saved");
      }
    }
    Rig.Run moving = rig.run("-d", "imap");
    SyncContract.succeeds(moving);
    assertThat(moving.output())
        .contains("UID MOVE")
        .doesNotContain("BODY.PEEK[]", " APPEND ", "EXPUNGE ");
    agree("INBOX", "Saved");
    assertThat(mailOf("far", "Saved")).hasSize(5);
    assertThat(dates("near", "Saved")).isEqualTo(dates("far", "Saved"));
    assertThat(dates).containsAll(dates("near", "Saved"));
    restsNow(rig);
  }

  private static void move(PlainImap imap, String from, String subject, String to)
      throws IOException {
    String uid = uidOf(imap, subject);
    imap.command("SELECT \"" + from + "\"");
    imap.command("UID COPY " + uid + " \"" + to + "\"");
    imap.delete(from, uid);
  }

  @Test
  void copiesOddAndEqualMessagesOctetForOctetBothWays() throws Exception {
    List<String> odd =
        List.of(
            "Subject: o0\r\n\r\nno final newline",
            "Subject: o1\r\n\r\n",
            "Subject: o2\r\n\r\nbare \r carriage returns\r \rhere\r\n",
            "Subject: o3\r\n\r\n8-bit \u00e4\u00ff\u0080 octets\r\n",
            "Subject: o4\r\n\r\nequal\r\n",
            "Subject: o4\r\n\r\nequal\r\n",
            "Subject: o5\r\n\r\n" + "x".repeat(1 << 20) + "\r\n");
    Rig rig = rig();
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      near.create("Back");
      for (String message : odd) {
        far.append("INBOX", message.getBytes(ISO_8859_1), "");
        near.append("Back", message.getBytes(ISO_8859_1), "");
      }
    }
    SyncContract.succeeds(rig.run());
    agree("INBOX", "Back");
    assertThat(mailOf("near", "INBOX")).hasSize(odd.size());
    assertThat(mailOf("far", "Back")).hasSize(odd.size());
    restsNow(rig);
  }

  @Test
  void anEmptiedFolderWaitsForConfirmation() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far")) {
      for (int i = 0; i < 60; i++) {
        far.append("INBOX", mail("m" + i), "");
      }
    }
    SyncContract.succeeds(rig.run());
    try (PlainImap near = as("near")) {
      near.delete("INBOX", "1:*");
    }
    Rig.Run held = rig.run();
    assertThat(held.exit()).as(held.output()).isEqualTo(3);
    assertThat(held.output()).contains("--confirm-deletions");
    assertThat(mailOf("far", "INBOX")).hasSize(60);
    assertThat(mailOf("near", "INBOX")).isEmpty();
  }

  @Test
  void anotherUidValidityOfTheLocalFolderStopsIt() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far")) {
      far.create("Box");
      far.append("Box", mail("one"), "");
      far.append("INBOX", mail("two"), "");
    }
    SyncContract.succeeds(rig.run());
    Path saved = rig.metadata().resolve("Repository-Near/FolderValidity/Box");
    Files.writeString(saved, "7\n");
    Rig.Run left = rig.run();
    assertThat(left.exit()).as(left.output()).isEqualTo(2);
    assertThat(left.output()).contains("UID validity problem", "Near");
    assertThat(saved).hasContent("7\n");
    assertThat(mailOf("far", "Box")).hasSize(1);
    assertThat(mailOf("near", "Box")).hasSize(1);
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    Rig rig = rig();
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.append("INBOX", mail("one"), "");
      near.append("INBOX", mail("two"), "");
    }
    List<String> before = state();
    SyncContract.succeeds(rig.run("--dry-run"));
    assertThat(state()).isEqualTo(before);
    assertThat(Rig.files(temp.resolve("home")).keySet()).containsExactly("offlineimaprc");
  }

  @Test
  void killedAtRandomMomentsItEndsWithEveryMessageOnce() throws Exception {
    Rig rig = rig();
    int each = 250;
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      for (int i = 0; i < each; i++) {
        far.append("INBOX", mail("far" + i / 2), "");
        near.append("INBOX", mail("near" + i / 2), "\\Seen");
      }
    }
    Random random = new Random(Long.getLong("seed", 20261124L));
    for (int kill = 0; kill < 5; kill++) {
      Process process = rig.start();
      process.getOutputStream().close();
      if (!process.waitFor(400 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      process.getInputStream().close();
    }
    SyncContract.succeeds(rig.run());
    assertThat(mailOf("far", "INBOX")).hasSize(2 * each);
    agree("INBOX");
    restsNow(rig);
  }
}
