package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.SandboxServer;

/** {@code --delete-folder} (reference: cli 7). */
final class FolderRemovalTest {
  @TempDir Path temp;

  private Household house() throws Exception {
    Household house = new Household(temp, SandboxServer.builder());
    house.deliver("Lists/Java", Household.text("one"));
    return house;
  }

  private static boolean isThere(Household house) {
    return house.server.mailboxNames("user").contains("Lists/Java");
  }

  @Test
  void deletesOnTheServerAndLeavesTheDisk() throws Exception {
    try (Household house = house()) {
      assertThat(house.run().exit()).isZero();
      Run run = house.run("--delete-folder", "Lists/Java");
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output())
          .contains("Folder 'Lists/Java' deleted.", "the next run makes the folder")
          .doesNotContain("Processing account");
      assertThat(isThere(house)).isFalse();
      assertThat(house.files("Lists.Java")).hasSize(1);
    }
  }

  @Test
  void aRefusalIsShownAndIsAFailure() throws Exception {
    try (Household house = house()) {
      Run run = house.run("--delete-folder", "NoSuch");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output())
          .contains("ERROR: Folder 'NoSuch'[R] could not be deleted. Server responded: NO ");
    }
  }

  @Test
  void takesNamesAsTheFileHasThem() throws Exception {
    try (Household house = house()) {
      house.account("utf8foldernames = yes");
      house.deliver("Gäste", Household.text("one"));
      assertThat(house.run("--delete-folder", "Gäste").output()).contains("'Gäste' deleted.");
    }
  }

  @Test
  void aDryRunDoesNotConnect() throws Exception {
    try (Household house = house()) {
      Run run = house.run("--dry-run", "--delete-folder", "Lists/Java");
      assertThat(run.exit()).isZero();
      assertThat(run.output())
          .contains("would try to remove 'Lists/Java' on remote of 'A' account");
      assertThat(house.server.sessions()).isEmpty();
    }
  }

  @Test
  void aReadonlyServerKeepsItsFolders() throws Exception {
    try (Household house = house()) {
      house.remote("readonly = yes");
      assertThat(house.run("--delete-folder", "Lists/Java").exit()).isEqualTo(1);
      assertThat(isThere(house)).isTrue();
    }
  }

  @Test
  void wantsExactlyOneAccount() throws Exception {
    try (Household house = house()) {
      house.more("A, B", "[Account B]\nlocalrepository = L\nremoterepository = R");
      Run run = house.run("--delete-folder", "Lists/Java");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output()).contains("ERROR: you must supply only one account with '-a'");
      assertThat(isThere(house)).isTrue();
      assertThat(house.run("-a", "A", "--delete-folder", "Lists/Java").exit()).isZero();
    }
  }
}
