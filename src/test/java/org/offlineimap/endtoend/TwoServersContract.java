package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
