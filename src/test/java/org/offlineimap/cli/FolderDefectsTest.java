package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;

/** What the original does wrong with lists of folders (reference: synchronisation 13). */
final class FolderDefectsTest {
  @TempDir Path temp;

  private Household house() throws IOException {
    Household house = new Household(temp, SandboxServer.builder());
    house.deliver("INBOX", Household.text("one"));
    return house;
  }

  private static void command(Household house, String text) throws IOException {
    try (PlainImap imap = new PlainImap(house.server.port(), "user", "secret")) {
      imap.command(text);
    }
  }

  private static void succeeds(Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  /** Defect 14 of the original: what it makes on the server, it does not see again. */
  @Test
  void aFolderThatWasMadeOnTheServerIsSubscribedToAndSoSeenAgain() throws Exception {
    try (Household house = house()) {
      command(house, "SUBSCRIBE INBOX");
      house.remote("subscribedonly = yes");
      house.put("Mine", "new/1.a", Household.text("mine").replace("\r\n", "\n"));
      succeeds(house.run());
      house.deliver("Mine", Household.text("later"));
      succeeds(house.run());
      assertThat(house.files("Mine")).hasSize(2);
      assertThat(house.mailbox("Mine").messages()).hasSize(2);
    }
  }

  /** Defect 47: a folder that exists already, though it is not listed, keeps its status. */
  @Test
  void aFolderThatIsNoLongerSubscribedToKeepsItsMailAndItsStatus() throws Exception {
    try (Household house = house()) {
      house.deliver("Work", Household.text("a"));
      house.deliver("Work", Household.text("b"));
      succeeds(house.run());
      command(house, "SUBSCRIBE INBOX");
      command(house, "UNSUBSCRIBE Work");
      succeeds(house.run("-k", "Repository_R:subscribedonly=yes"));
      house.mailbox("Work").expunge(1);
      house.deliver("Work", Household.text("c"));
      succeeds(house.run("-k", "Repository_R:subscribedonly=yes"));
      assertThat(house.files("Work")).hasSize(2);
      succeeds(house.run());
      assertThat(house.files("Work"))
          .extracting(Path::toString)
          .hasSize(2)
          .anyMatch(file -> file.contains(",U=2,"))
          .anyMatch(file -> file.contains(",U=3,"));
      assertThat(house.mailbox("Work").messages()).hasSize(2);
    }
  }

  /** Defect 52: a folder that is listed and named by folderincludes too is one folder. */
  @Test
  void aFolderThatIsIncludedThoughListedIsSynchronisedOnce() throws Exception {
    try (Household house = house()) {
      house.remote("folderincludes = ['INBOX', 'INBOX']");
      Run run = house.run();
      succeeds(run);
      assertThat(run.output().lines().filter(line -> line.startsWith("Syncing INBOX"))).hasSize(1);
      assertThat(house.files("INBOX")).hasSize(1);
    }
  }
}
