package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.Original;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.RecordingProxy;
import org.offlineimap.testing.Rig;

/**
 * Rule R8 between two servers, with the original itself: whoever comes second changes no message,
 * no pair of the UID map and no UIDVALIDITY, and sends neither server a command that changes
 * anything or fetches a body. One of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class TwoServersTakeOverTest extends TwoServersRig {
  private static final List<String> FOLDERS = List.of("INBOX", "Work/Projects");

  private Dovecot dovecot;
  private RecordingProxy proxy;
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    dovecot = Dovecot.with().user("far", "secret").user("near", "secret").start();
    proxy = new RecordingProxy(dovecot.port());
    rig = rig();
    fill();
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    dovecot.close();
  }

  @Override
  int port() {
    return proxy.port();
  }

  @Override
  String password() {
    return "secret";
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

  private void fill() throws IOException {
    try (PlainImap far = as("far");
        PlainImap near = as("near")) {
      far.create(
          "Work"); // Else the original makes it on one side as a parent, and the next pass on the
      // other.
      far.create("Work/Projects");
      for (int i = 0; i < 8; i++) {
        far.append(FOLDERS.get(i % 2), mail("far" + i), i % 3 == 0 ? "\\Seen" : "\\Flagged");
      }
      near.append("INBOX", mail("near1"), "\\Answered");
      near.append("INBOX", mail("near2"), "");
    }
  }

  /** The map's lines, sorted, and the UIDVALIDITYs. */
  private List<String> memory() throws IOException {
    List<String> all = new ArrayList<>();
    for (String folder : List.of("INBOX", "Work.Projects")) {
      Path maps = rig.metadata().resolve("Repository-Near/UIDMapping");
      String[] lines = Files.readString(maps.resolve(folder)).split("\n");
      Arrays.sort(lines);
      all.add(folder + Arrays.toString(lines));
      for (String side : List.of("Repository-Near", "Repository-Far")) {
        Path validity = rig.metadata().resolve(side).resolve("FolderValidity").resolve(folder);
        all.add(Files.readString(validity));
      }
    }
    return all;
  }

  private void untouchedBy(Program second) throws Exception {
    List<String> before = state();
    List<String> memory = memory();
    proxy.clear();
    SyncContract.succeeds(second.run());
    assertThat(proxy.lines()).as("it was there").isNotEmpty();
    assertThat(proxy.transfers()).isEmpty();
    assertThat(state()).isEqualTo(before);
    assertThat(memory()).isEqualTo(memory);
  }

  private void change(Random random, String turn) throws IOException {
    for (String user : List.of("far", "near")) {
      try (PlainImap imap = as(user)) {
        for (String folder : FOLDERS) {
          List<PlainImap.Message> there = imap.messages(folder);
          imap.append(folder, mail(turn + user + folder.length()), "");
          long deleted = there.get(random.nextInt(there.size() / 2)).uid();
          imap.delete(folder, Long.toString(deleted));
          long flagged = there.get(there.size() - 1).uid();
          imap.store(folder, Long.toString(flagged), "+FLAGS", "\\Flagged");
        }
      }
    }
  }

  @Test
  void takesOverAndHandsBackTenTimes() throws Exception {
    Random random = new Random(Long.getLong("seed", 20261124L));
    for (int turn = 0; turn < 10; turn++) {
      Program now = turn % 2 == 0 ? this::original : this::ours;
      Program other = turn % 2 == 0 ? this::ours : this::original;
      SyncContract.succeeds(now.run());
      agree("INBOX", "Work/Projects");
      untouchedBy(other);
      change(random, "turn" + turn);
    }
  }
}
