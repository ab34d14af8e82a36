package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.endtoend.TwoPrograms.lines;
import static org.offlineimap.endtoend.TwoPrograms.mail;
import static org.offlineimap.endtoend.TwoPrograms.succeeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/**
 * Rule R8 where we remember a folder so well that we would not look at it: the original carries a
 * single change over, and we find everything as it left it; then the same change comes once more,
 * and we carry it over. One of the long proofs ({@code ./check --long}).
 */
@Tag("long")
final class TakeOverChangesTest {
  @TempDir Path temp;

  /** A single change; {@code round} tells the first time from the second. */
  enum Change {
    A_FLAG_ON_THE_SERVER {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        try (PlainImap imap = both.server()) {
          imap.store("Work", String.valueOf(round), "+FLAGS", "\\Flagged \\Seen");
        }
      }
    },
    A_FLAG_LESS_ON_THE_SERVER {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        try (PlainImap imap = both.server()) {
          imap.store("Work", String.valueOf(4 + round), "-FLAGS", "\\Seen");
        }
      }
    },
    A_KEYWORD {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        try (PlainImap imap = both.server()) {
          imap.store("Work", String.valueOf(round), "+FLAGS", "$Later");
        }
      }
    },
    A_DELETION_AND_AN_ADDITION {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        try (PlainImap imap = both.server()) {
          imap.delete("Work", String.valueOf(round));
          imap.append("Work", mail("in its place " + round), "");
        }
      }
    },
    A_RENAME {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        Path file = inCur(both, round);
        String name = String.valueOf(file.getFileName());
        String flagged = name.substring(0, name.indexOf(":2,")) + ":2,FS";
        Files.move(file, file.resolveSibling(flagged));
      }
    },
    A_DELETED_FILE {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        Files.delete(inCur(both, round));
      }
    },
    A_FILE_IN_PLACE_OF_ANOTHER {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        Files.delete(inCur(both, round));
        both.rig.deliver("Work", "9." + round, lines("in its place " + round));
      }
    },
    A_NEW_FILE {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        both.rig.deliver("Work", "9." + round, lines("written " + round));
      }
    },
    A_NEW_FOLDER_ON_THE_SERVER {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        try (PlainImap imap = both.server()) {
          imap.create("Fresh" + round);
          imap.append("Fresh" + round, mail("first " + round), "\\Seen");
        }
      }
    },
    A_NEW_FOLDER_ON_THE_DISK {
      @Override
      void make(TwoPrograms both, int round) throws IOException {
        both.rig.deliver("Fresh" + round, "9." + round, lines("first " + round));
      }
    };

    abstract void make(TwoPrograms both, int round) throws IOException;

    /** Read messages are in {@code cur/}. */
    private static Path inCur(TwoPrograms both, int round) throws IOException {
      return both.rig.messages("Work").stream()
          .filter(file -> file.toString().contains(",U=" + (4 + round) + ","))
          .filter(file -> file.toString().contains("/cur/"))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSingleChangeByTheOriginalIsSeenAndOneAfterItIsCarriedOver(Change change) throws Exception {
    Path home = temp.resolve("home");
    try (TwoPrograms both = new TwoPrograms(home)) {
      both.called("A", "R", "L");
      fill(both);
      InProcess program = new InProcess(home, both.port());
      rests(program);
      change.make(both, 1);
      succeeds(both.original());
      agree(both, change, 1);
      both.untouchedBy(() -> pass(program));
      rests(program);
      change.make(both, 2);
      pass(program);
      agree(both, change, 2);
      both.untouchedBy(both::original);
      both.untouchedBy(() -> pass(program));
    }
  }

  private static Rig.Run pass(InProcess program) throws Exception {
    program.sync();
    return new Rig.Run(0, String.valueOf(program.events()));
  }

  /** Passes until nothing is even looked at: from here on only what is remembered is compared. */
  private static void rests(InProcess program) throws Exception {
    program.sync();
    program.sync();
    program.sync();
    assertThat(program.events()).noneMatch(SyncEvent.FolderStarted.class::isInstance);
  }

  private static void fill(TwoPrograms both) throws IOException {
    try (PlainImap imap = both.server()) {
      imap.create("Work");
      for (int i = 1; i <= 8; i++) {
        imap.append("Work", mail("old " + i), i > 4 ? "\\Seen" : "");
        imap.append("INBOX", mail("inbox " + i), "\\Seen");
      }
    }
  }

  private static void agree(TwoPrograms both, Change change, int rounds) throws IOException {
    List<String> folders = new ArrayList<>(List.of("INBOX", "Work"));
    for (int round = 1; round <= rounds && change.name().contains("FOLDER"); round++) {
      folders.add("Fresh" + round);
      assertThat(both.rig.messages("Fresh" + round)).hasSize(1);
    }
    for (String folder : folders) {
      both.agree(folder, folder);
    }
  }
}
