package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;

/** What is deleted and what is not, from the rc file to the server. */
final class DeletionRulesTest {
  @TempDir Path temp;

  private static void fill(Household house, String folder, int messages) {
    for (int i = 0; i < messages; i++) {
      house.deliver(folder, Household.text("m" + i));
    }
  }

  private static void empty(Household house, String folder) throws IOException {
    for (Path file : house.files(folder)) {
      Files.delete(file);
    }
  }

  private static String confirmation(Run run) {
    Matcher found = Pattern.compile("--confirm-deletions (\\S+)").matcher(run.output());
    assertThat(found.find()).as(run.output()).isTrue();
    return found.group(1);
  }

  /** Defect 31 of the original. */
  @Test
  void anEmptiedFolderWaitsUntilItsTokenIsGiven() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      fill(house, "INBOX", 60);
      fill(house, "Other", 3);
      assertThat(house.run().exit()).isZero();
      empty(house, "INBOX");
      Run dry = house.run("--dry-run");
      assertThat(dry.exit()).as(dry.output()).isZero();
      assertThat(dry.output()).contains("--confirm-deletions A:INBOX:");
      house.deliver("Other", Household.text("late"));
      Run held = house.run();
      assertThat(held.exit()).as(held.output()).isEqualTo(3);
      assertThat(held.output()).contains("60 deletions in folder INBOX (100% of 60");
      assertThat(house.files("Other")).hasSize(4);
      String token = confirmation(held);
      assertThat(house.run("--confirm-deletions", token + "0").exit()).isEqualTo(3);
      assertThat(house.mailbox("INBOX").messages()).hasSize(60);
      Run let = house.run("--confirm-deletions", token);
      assertThat(let.exit()).as(let.output()).isZero();
      assertThat(house.mailbox("INBOX").messages()).isEmpty();
      assertThat(house.run().exit()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"no | 0", "'50%%, 50' | 3", "'100, 0' | 0", "'99, 59' | 3", "'50, 60' | 0"})
  void theOptionSaysHowManyAreTooMany(String value, int exit) throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.account("deletion_guard = " + value);
      fill(house, "INBOX", 60);
      assertThat(house.run().exit()).isZero();
      empty(house, "INBOX");
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(exit);
      assertThat(house.mailbox("INBOX").messages()).hasSize(exit == 0 ? 0 : 60);
    }
  }

  @ParameterizedTest
  @CsvSource({"Trash,true", "Old/papierkorb,true", "Archive,false"})
  void trashAndJunkMayBeEmptied(String folder, boolean exempt) throws Exception {
    SandboxServer.Builder plain = SandboxServer.builder().without(Capability.SPECIAL_USE);
    try (Household house = new Household(temp, plain)) {
      house.local("sep = /");
      fill(house, folder, 60);
      assertThat(house.run().exit()).isZero();
      empty(house, folder);
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(exempt ? 0 : 3);
    }
  }

  @Test
  void whatTheServerCallsTrashMayBeEmptiedWhateverItsName() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      fill(house, "Gone", 60);
      fill(house, "Trash", 60);
      house.mailbox("Gone").use("\\Trash");
      assertThat(house.run().exit()).isZero();
      empty(house, "Gone");
      assertThat(house.run().exit()).isZero();
      empty(house, "Trash");
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(3);
    }
  }

  @Test
  void aTokenWithBlanksIsQuotedForTheShell() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      fill(house, "Bob's mail", 60);
      assertThat(house.run().exit()).isZero();
      empty(house, "Bob's mail");
      assertThat(house.run().output())
          .containsPattern("--confirm-deletions 'A:Bob'\\\\''s mail:[0-9a-f]{10}'");
    }
  }

  @Test
  void anUnmountedRootStopsTheAccountAndAMissingOneIsFilledAgain() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      fill(house, "INBOX", 3);
      assertThat(house.run().exit()).isZero();
      Path aside = Files.move(house.mail(), temp.resolve("aside"));
      Files.createDirectory(house.mail());
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(3);
      assertThat(run.output()).contains("Is its disk mounted?");
      assertThat(house.mail()).isEmptyDirectory();
      Files.delete(house.mail());
      assertThat(house.run().exit()).isZero();
      assertThat(house.files("INBOX")).hasSize(3);
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      try (Stream<Path> kept = Files.walk(aside)) {
        assertThat(kept.filter(Files::isRegularFile)).hasSize(3);
      }
    }
  }

  /** Defect 20 of the original. */
  @Test
  void withoutUidplusOnlyOursAreExpunged() throws Exception {
    SandboxServer.Builder bare =
        SandboxServer.builder()
            .without(Capability.UIDPLUS, Capability.QRESYNC, Capability.CONDSTORE);
    try (Household house = new Household(temp, bare)) {
      fill(house, "INBOX", 4);
      assertThat(house.run().exit()).isZero();
      Files.delete(house.files("INBOX").getFirst());
      assertThat(house.run().exit()).isZero();
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      house.mailbox("INBOX").setFlags(4, FlagSet.ofLetters("T"));
      Files.delete(house.files("INBOX").getFirst());
      Run marked = house.run();
      assertThat(marked.exit()).as(marked.output()).isZero();
      assertThat(marked.output()).contains("stay marked on the server");
      assertThat(house.mailbox("INBOX").messages()).hasSize(3);
      Run again = house.run();
      assertThat(again.output()).doesNotContain("stay marked");
      assertThat(house.files("INBOX")).hasSize(2);
      assertThat(commands(house)).noneMatch(c -> c.matches("(?i)(UID )?(STORE|EXPUNGE)\\b.*"));
      house.mailbox("INBOX").setFlags(4, FlagSet.none());
      assertThat(house.run().exit()).isZero();
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
      assertThat(house.files("INBOX")).hasSize(2);
    }
  }

  private static List<String> commands(Household house) {
    return house.server.lastSession().commandsAfterLogin();
  }

  /** Defect 21 of the original. */
  @Test
  void withoutExpungeAMarkedMessageStaysAndDoesNotComeBack() throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      house.remote("expunge = no");
      fill(house, "INBOX", 2);
      assertThat(house.run().exit()).isZero();
      Files.delete(house.files("INBOX").getFirst());
      for (int run = 0; run < 3; run++) {
        assertThat(house.run().exit()).isZero();
        assertThat(house.mailbox("INBOX").messages()).hasSize(2);
        assertThat(house.files("INBOX")).hasSize(1);
      }
      assertThat(commands(house)).noneMatch(c -> c.matches("(?i)(UID )?(STORE|EXPUNGE)\\b.*"));
    }
  }

  @ParameterizedTest
  @CsvSource({"true,3,2", "false,2,3"})
  void syncDeletesIsAboutTheSideWhereTheDeletionWasMade(boolean local, int here, int there)
      throws Exception {
    try (Household house = new Household(temp, SandboxServer.builder())) {
      if (local) {
        house.remote("sync_deletes = no");
      } else {
        house.local("sync_deletes = no");
      }
      fill(house, "INBOX", 3);
      assertThat(house.run().exit()).isZero();
      if (local) {
        house.mailbox("INBOX").expunge(1);
      } else {
        Files.delete(house.files("INBOX").getFirst());
      }
      for (int run = 0; run < 2; run++) {
        assertThat(house.run().exit()).isZero();
        assertThat(house.files("INBOX")).hasSize(here);
        assertThat(house.mailbox("INBOX").messages()).hasSize(there);
      }
    }
  }
}
