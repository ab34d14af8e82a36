package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.SandboxServer;

/** Defect 1 of the original, from the switch to the server. */
final class UidValidityRunTest {
  @TempDir Path temp;

  private static Map<String, Object> inodes(Household house) throws Exception {
    Map<String, Object> found = new TreeMap<>();
    for (Path file : house.files("INBOX")) {
      found.put(Files.readString(file), Files.getAttribute(file, "unix:ino"));
    }
    return found;
  }

  @Test
  void aRenumberedFolderIsRePairedByRenamingAlone() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      for (String name : new String[] {"a", "bb", "ccc"}) {
        house.deliver("INBOX", Household.text(name));
      }
      assertThat(house.run().exit()).isZero();
      Map<String, Object> before = inodes(house);
      house.renumber("INBOX", 1);
      house.mailbox("INBOX").changeUidValidity();
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output()).contains("3 re-paired, 0 fetched");
      assertThat(inodes(house)).isEqualTo(before);
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      assertThat(house.run().output()).doesNotContain("re-paired").doesNotContain("Copy");
    }
  }

  @Test
  void oneWithoutAPartnerIsSkippedUntilThePersonTakesItUpAgain() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.deliver("INBOX", Household.text("a"));
      house.deliver("INBOX", Household.text("b"));
      assertThat(house.run().exit()).isZero();
      house.mailbox("INBOX").expunge(1);
      house.deliver("INBOX", Household.text("new"));
      house.mailbox("INBOX").changeUidValidity();
      for (int i = 0; i < 2; i++) {
        Run skipped = house.run();
        assertThat(skipped.exit()).as(skipped.output()).isEqualTo(2);
        assertThat(skipped.output()).contains("UID validity problem for folder INBOX (repo R)");
      }
      Run shown = house.run("--dry-run", "--adopt-uidvalidity", "INBOX");
      assertThat(shown.output()).contains("1 re-paired, 1 fetched, 1 uploaded");
      assertThat(house.files("INBOX")).hasSize(2);
      Run adopted = house.run("--adopt-uidvalidity", "INBOX");
      assertThat(adopted.exit()).as(adopted.output()).isZero();
      assertThat(house.files("INBOX")).hasSize(3);
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      assertThat(house.run().exit()).isZero();
    }
  }

  /** With nothing at stake the new value is taken without a word. */
  @Test
  void anEmptyFolderMayBeRenumbered() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.mailbox("INBOX");
      assertThat(house.run().exit()).isZero();
      house.mailbox("INBOX").changeUidValidity();
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output()).doesNotContain("UID validity problem");
      assertThat(house.metadata().resolve("Repository-R/FolderValidity/INBOX"))
          .hasContent(String.valueOf(house.mailbox("INBOX").uidValidity()));
      house.deliver("INBOX", Household.text("first"));
      assertThat(house.run().exit()).isZero();
      assertThat(house.files("INBOX")).hasSize(1);
    }
  }
}
