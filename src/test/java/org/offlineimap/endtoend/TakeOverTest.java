package org.offlineimap.endtoend;

import static org.offlineimap.endtoend.TwoPrograms.lines;
import static org.offlineimap.endtoend.TwoPrograms.mail;
import static org.offlineimap.endtoend.TwoPrograms.succeeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.PlainImap;

/**
 * Rule R8 with the original itself: whoever comes second transfers nothing and touches nothing. One
 * of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class TakeOverTest {
  private static final List<String> FOLDERS = List.of("INBOX", "Work/Projects", "G&AOQ-ste");

  @TempDir Path temp;
  private TwoPrograms both;

  @BeforeEach
  void start() throws IOException {
    both = new TwoPrograms(temp.resolve("home"));
  }

  @AfterEach
  void stop() throws IOException {
    both.close();
  }

  @Test
  void takesOverWhatTheOriginalSynchronised() throws Exception {
    fill();
    succeeds(both.original());
    both.untouchedBy(both::ours);
    changeBothSides(new Random(1), "a");
    succeeds(both.ours());
    sidesAgree();
  }

  @Test
  void handsBackWhatItSynchronised() throws Exception {
    fill();
    succeeds(both.ours());
    both.untouchedBy(both::original);
    changeBothSides(new Random(2), "b");
    succeeds(both.original());
    sidesAgree();
  }

  @Test
  void alternatesTenTimesWithChangesOnBothSidesBetween() throws Exception {
    long seed = Long.getLong("seed", 20261124L);
    Random random = new Random(seed);
    fill();
    for (int turn = 0; turn < 10; turn++) {
      TwoPrograms.Step now = turn % 2 == 0 ? both::ours : both::original;
      TwoPrograms.Step other = turn % 2 == 0 ? both::original : both::ours;
      succeeds(now.run());
      sidesAgree();
      both.untouchedBy(other);
      changeBothSides(random, "turn" + turn);
    }
  }

  private void fill() throws IOException {
    try (PlainImap imap = both.server()) {
      for (String folder : FOLDERS) {
        if (!folder.equals("INBOX")) {
          imap.create(folder);
        }
        for (int i = 0; i < 12; i++) {
          String flags = List.of("", "\\Seen", "\\Seen \\Flagged", "\\Answered").get(i % 4);
          imap.append(folder, mail(folder + " " + i), flags);
        }
      }
    }
  }

  /** New mail, flags and deletions on each side, never the same message on both. */
  private void changeBothSides(Random random, String round) throws IOException {
    for (String folder : FOLDERS) {
      List<Path> files = both.rig.messages(folder);
      Path flagged = files.get(random.nextInt(files.size() / 2));
      String name = String.valueOf(flagged.getFileName());
      String plain = name.substring(0, name.indexOf(":2,") + 3);
      Files.move(flagged, flagged.resolveSibling("../cur/" + plain + "S").normalize());
      Files.delete(files.get(files.size() / 2));
      both.rig.deliver(folder, "77." + round, lines(folder + " local " + round));
      try (PlainImap imap = both.server()) {
        List<PlainImap.Message> there = imap.messages(folder);
        imap.delete(folder, String.valueOf(there.getLast().uid()));
        imap.append(folder, mail(folder + " remote " + round), "\\Flagged");
      }
    }
  }

  /** Each folder holds the same messages with the same flags on both sides, once each. */
  private void sidesAgree() throws IOException {
    for (String folder : FOLDERS) {
      both.agree(folder, folder);
    }
  }
}
