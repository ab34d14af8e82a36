package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.SandboxServer;

/** The metadata directory is made, its parents are not (reference: configuration, metadata). */
final class MetadataTest {
  @TempDir Path temp;

  private Household two() throws Exception {
    Household house = new Household(temp, SandboxServer.builder());
    house.deliver("INBOX", Household.text("one"));
    return house.more(
        "A, B",
        "[Account B]\nlocalrepository = LB\nremoterepository = RB\n"
            + "[Repository LB]\ntype = Maildir\nlocalfolders = "
            + temp.resolve("mail-b")
            + "\n[Repository RB]\n"
            + house.imap("other"));
  }

  @Test
  void whereItsParentIsMissingEachAccountIsToldTheSameAndTheWayOut() throws Exception {
    try (Household house = two()) {
      Path parent = temp.resolve("unmounted");
      Run run = house.run("-k", "general:metadata=" + parent.resolve("meta"));
      assertThat(run.exit()).as(run.output()).isNotZero();
      for (String account : new String[] {"A", "B"}) {
        assertThat(run.output()).contains(account + ": config");
      }
      String told =
          "cannot be made: " + parent + " does not exist; make that (or mount it), or change";
      assertThat(run.output().lines().filter(line -> line.contains(told)))
          .as(run.output())
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(parent).doesNotExist();
      Files.createDirectory(parent);
      Run again = house.run("-k", "general:metadata=" + parent.resolve("meta"));
      assertThat(again.exit()).as(again.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(1);
    }
  }
}
