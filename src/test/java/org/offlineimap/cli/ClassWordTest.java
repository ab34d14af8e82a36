package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.FaultScript;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.Python3;

/**
 * How each kind of end is told: the class word in the account's last line, and the exit status
 * (reference: beyond 1).
 */
final class ClassWordTest {
  /** Takes the lock as the original does, and holds it until its standard input ends. */
  private static final String HOLD =
      """
      import fcntl, sys
      lock = open(sys.argv[1], 'w')
      fcntl.lockf(lock, fcntl.LOCK_EX)
      print('held', flush=True)
      sys.stdin.read()
      """;

  @TempDir Path temp;

  private Household house() throws IOException {
    Household house = new Household(temp, SandboxServer.builder());
    house.deliver("INBOX", Household.text("one"));
    return house;
  }

  private static void ends(Run run, String word, int exit) {
    assertThat(run.exit()).as(run.output()).isEqualTo(exit);
    assertThat(run.output().lines()).as(run.output()).anyMatch(line -> line.contains("A: " + word));
  }

  @Test
  void whatSucceededIsOk() throws Exception {
    try (Household house = house()) {
      ends(house.run(), "ok", 0);
    }
  }

  @Test
  void aMessageThatFailedMakesItPartial() throws Exception {
    try (Household house = house()) {
      house.server.nextConnection(new FaultScript().no("UID FETCH", 1, "cannot be read"));
      ends(house.run(), "partial", 1);
      ends(house.run(), "ok", 0);
    }
  }

  @Test
  void aRefusedPasswordIsAuth() throws Exception {
    try (Household house = house()) {
      ends(house.run("-k", "Repository_R:remotepass=wrong"), "auth", 1);
    }
  }

  @Test
  void anUpgradeThatIsDemandedAndNotOfferedIsTls() throws Exception {
    SandboxServer.Builder server = SandboxServer.builder().without(Capability.STARTTLS);
    try (Household bare = new Household(temp, server)) {
      ends(bare.run("-k", "Repository_R:starttls=yes"), "tls", 1);
    }
  }

  @Test
  void aMistakeInTheFileIsConfigAndConnectsNowhere() throws Exception {
    try (Household house = house()) {
      house.remote("maxconnections = many");
      Run run = house.run();
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("maxconnections");
      assertThat(house.server.sessions()).isEmpty();
    }
  }

  @Test
  void aLockThatAnotherHoldsIsLockedAndStays() throws Exception {
    try (Household house = house()) {
      Path lock = Files.createDirectories(house.metadata()).resolve("A.lock");
      Process holder =
          new ProcessBuilder(List.of(Python3.path().toString(), "-c", HOLD, lock.toString()))
              .start();
      try (InputStream told = holder.getInputStream()) {
        assertThat(told.readNBytes(4)).asString().isEqualTo("held");
        ends(house.run(), "locked", 1);
        assertThat(lock).exists();
      } finally {
        holder.getOutputStream().close();
        holder.waitFor();
      }
      ends(house.run(), "ok", 0);
    }
  }

  @Test
  void aFolderLeftAloneForItsUidValidityIsTwo() throws Exception {
    try (Household house = house()) {
      house.deliver("INBOX", Household.text("two"));
      ends(house.run(), "ok", 0);
      Path validity = house.metadata().resolve("Repository-R/FolderValidity/INBOX");
      String saved = Files.readString(validity);
      house.mailbox("INBOX").expunge(1);
      house.mailbox("INBOX").changeUidValidity();
      ends(house.run(), "uidvalidity", 2);
      assertThat(Files.readString(validity)).isEqualTo(saved);
      assertThat(house.files("INBOX")).hasSize(2);
    }
  }

  @Test
  void deletionsThatWaitAreThree() throws Exception {
    try (Household house = house()) {
      house.account("deletion_guard = 10, 0");
      ends(house.run(), "ok", 0);
      Files.delete(house.files("INBOX").getFirst());
      ends(house.run(), "guard", 3);
      assertThat(house.mailbox("INBOX").messages()).hasSize(1);
    }
  }
}
