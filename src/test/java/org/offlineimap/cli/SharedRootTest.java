package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;

/** Several accounts and one Maildir root: defect 33 of the original. */
final class SharedRootTest {
  @TempDir Path temp;

  /** Account B has a user of its own on the server, and A's root. */
  private Household two() throws Exception {
    Household house = new Household(temp, SandboxServer.builder().user("other", "secret"));
    return house.more(
        "A, B",
        "[Account B]\nlocalrepository = LB\nremoterepository = RB\n"
            + "[Repository LB]\ntype = Maildir\nlocalfolders = "
            + house.mail()
            + "\n[Repository RB]\n"
            + house.imap("other"));
  }

  private static void other(Household house, String folder, String name) {
    house
        .server
        .mailbox("other", folder)
        .deliver(
            Household.text(name).getBytes(ISO_8859_1),
            FlagSet.none(),
            Instant.EPOCH.atOffset(ZoneOffset.UTC));
  }

  /** The best case: nothing in common but the root. INBOX is everybody's, so one loses it. */
  @Test
  void disjointFoldersWorkAndNobodyMakesTheOthersOnTheServer() throws Exception {
    try (Household house = two()) {
      house.deliver("Mine", Household.text("m"));
      other(house, "Theirs", "t");
      house.server.removeMailbox("other", "INBOX");
      for (int run = 0; run < 2; run++) {
        Run both = house.run();
        assertThat(both.exit()).as(both.output()).isZero();
        assertThat(house.server.mailboxNames("user")).containsExactlyInAnyOrder("INBOX", "Mine");
        assertThat(house.server.mailboxNames("other")).doesNotContain("Mine");
        assertThat(house.files("Mine")).hasSize(1);
        assertThat(house.files("Theirs")).hasSize(1);
      }
      Run alone = house.run("-a", "A");
      assertThat(alone.exit()).as(alone.output()).isZero();
      assertThat(house.server.mailboxNames("user")).containsExactlyInAnyOrder("INBOX", "Mine");
    }
  }

  /** The worst case: the same folder names on both servers. */
  @Test
  void theSecondOneLeavesTheFirstOnesFoldersAlone() throws Exception {
    try (Household house = two()) {
      house.deliver("INBOX", Household.text("mine"));
      other(house, "INBOX", "theirs");
      other(house, "Extra", "extra");
      for (int run = 0; run < 2; run++) {
        Run both = house.run("-1");
        assertThat(both.exit()).as(both.output()).isEqualTo(1);
        assertThat(both.output())
            .contains("belongs to account 'A', not to account 'B'")
            .contains(house.mail().resolve("INBOX").toString());
        assertThat(house.files("INBOX")).hasSize(1);
        assertThat(Files.readString(house.files("INBOX").getFirst())).contains("mine");
        assertThat(house.server.mailbox("user", "INBOX").messages()).hasSize(1);
        assertThat(house.server.mailbox("other", "INBOX").messages()).hasSize(1);
        assertThat(house.server.mailboxNames("user")).containsExactly("INBOX");
        assertThat(house.files("Extra")).hasSize(1);
      }
    }
  }

  @Test
  void aLinkDoesNotHideWhoseADirectoryIs() throws Exception {
    try (Household house = two()) {
      house.deliver("Mine", Household.text("m"));
      assertThat(house.run("-a", "A").exit()).isZero();
      Files.createSymbolicLink(house.mail().resolve("Theirs"), house.mail().resolve("Mine"));
      other(house, "Theirs", "t");
      Run run = house.run("-a", "B");
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("belongs to account 'A'");
      assertThat(house.files("Mine")).hasSize(1);
    }
  }

  @Test
  void twoFoldersThatAreLinksToOneDirectoryAreBothLeftAlone() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.deliver("One", Household.text("1"));
      house.deliver("Two", Household.text("2"));
      house.put("One", "new/x", Household.text("x"));
      Files.createSymbolicLink(house.mail().resolve("Two"), house.mail().resolve("One"));
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("[One, Two] would share one directory");
      assertThat(house.files("One")).hasSize(1);
      assertThat(house.mailbox("One").messages()).hasSize(1);
    }
  }

  /** After years with the original: B never ran here, but its status files say what it pairs. */
  @Test
  void anAccountOfTheOriginalIsKnownByItsStatusFiles() throws Exception {
    try (Household house = two()) {
      house.put("Theirs", "cur/1.a:2,S", Household.text("t"));
      Path status = house.metadata().resolve("Account-B/LocalStatus-sqlite/Theirs");
      Files.createDirectories(status.resolveSibling("."));
      Files.createFile(status);
      Run run = house.run("-a", "A");
      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(house.server.mailboxNames("user")).containsExactly("INBOX");
    }
  }

  @Test
  void aDryRunClaimsNothing() throws Exception {
    try (Household house = two()) {
      house.deliver("INBOX", Household.text("m"));
      assertThat(house.run("--dry-run", "-a", "A").exit()).isZero();
      assertThat(house.metadata().resolve("Account-A")).doesNotExist();
    }
  }
}
