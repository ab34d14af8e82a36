package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** The real process, killed without warning at random moments, never loses or doubles a message. */
abstract class KillContract {
  private static final int DOWN = 2000;
  private static final int UP = 500;
  private static final int KILLS = 6;

  @TempDir Path temp;

  /** The loopback port of a server whose user has an empty mailbox at the start of each test. */
  abstract int port();

  abstract String user();

  abstract String password();

  @Test
  void aFirstSyncKilledAgainAndAgainEndsWithEveryMessageOnce() throws Exception {
    try (PlainImap imap = new PlainImap(port(), user(), password())) {
      for (int i = 0; i < DOWN; i++) {
        imap.append("INBOX", mail("down" + i), "");
      }
    }
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    endsWithEveryMessageOnce(rig, DOWN);
  }

  @Test
  void anUploadKilledAgainAndAgainEndsWithEveryMessageOnce() throws Exception {
    Rig rig = new Rig(temp.resolve("home"), port(), user(), password());
    SyncContract.succeeds(rig.run());
    for (int i = 0; i < UP; i++) {
      rig.deliver("INBOX", "5." + i, mail("up" + i / 2));
    }
    killAtRandomMoments(rig);
    SyncContract.succeeds(rig.run());
    try (PlainImap imap = new PlainImap(port(), user(), password())) {
      List<PlainImap.Message> all = imap.messages("INBOX");
      assertThat(all).hasSize(UP);
      assertThat(all.stream().map(PlainImap.Message::octets).distinct()).hasSize(UP / 2);
    }
    assertThat(rig.messages("INBOX")).hasSize(UP);
    restsNow(rig);
  }

  private void endsWithEveryMessageOnce(Rig rig, int messages) throws Exception {
    killAtRandomMoments(rig);
    SyncContract.succeeds(rig.run());
    assertThat(SyncContract.subjects(rig, "INBOX")).hasSize(messages);
    try (PlainImap imap = new PlainImap(port(), user(), password())) {
      assertThat(imap.messages("INBOX")).hasSize(messages);
    }
    restsNow(rig);
  }

  private static void restsNow(Rig rig) throws Exception {
    Map<String, Rig.FileState> before = rig.files();
    SyncContract.succeeds(rig.run());
    assertThat(rig.files()).isEqualTo(before);
  }

  /** The seed is printed with a failure by the name of the run. */
  private static void killAtRandomMoments(Rig rig) throws IOException, InterruptedException {
    Random random = new Random(Long.getLong("seed", 20260101L));
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = rig.start();
      process.getOutputStream().close();
      if (!process.waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      process.getInputStream().close();
    }
  }

  private static byte[] mail(String subject) {
    return ("Subject: " + subject + "\n\nBody of " + subject + "\n")
        .replace("\n", subject.startsWith("up") ? "\n" : "\r\n")
        .getBytes(ISO_8859_1);
  }
}
