package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.complete;
import static org.offlineimap.repository.maildir.MaildirFixture.deliver;
import static org.offlineimap.repository.maildir.MaildirFixture.octets;
import static org.offlineimap.repository.maildir.MaildirFixture.wire;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;

/** Dies before and after every effect: each message is there whole, once, or not at all. */
class KilledFolderTest {
  private static final byte[] WIRE = octets("Subject: x\r\n\r\nbody\r\n");

  @TempDir Path root;

  private interface Work {
    void run(LocalFolder inbox) throws Exception;
  }

  private interface Check {
    void run(MaildirFixture fixture, LocalFolder.Listing.Complete listing) throws Exception;
  }

  /** Runs {@code work} in a fresh directory for each n until it is no longer killed. */
  private void killEverywhere(Work prepare, Work work, Check afterKill, Work rerun)
      throws Exception {
    boolean killed = true;
    int runs = 0;
    for (int n = 1; killed; n++) {
      for (boolean after : new boolean[] {false, true}) {
        MaildirFixture fixture =
            new MaildirFixture(Files.createDirectory(root.resolve("r" + runs++)));
        prepare.run(fixture.inbox());
        fixture.disk = new KillingDisk(n, after);
        killed = isKilled(work, fixture.inbox());
        fixture.disk = MaildirDisk.real();
        afterKill.run(fixture, complete(fixture.inbox()));
        rerun.run(fixture.inbox());
        assertThat(complete(fixture.inbox()).known().size()).as("n = %d", n).isEqualTo(1);
        assertThat(complete(fixture.inbox()).fresh()).isEmpty();
      }
    }
    assertThat(runs).isGreaterThan(2);
  }

  private static boolean isKilled(Work work, LocalFolder inbox) throws Exception {
    try {
      work.run(inbox);
      return false;
    } catch (KillingDisk.Killed e) {
      return true;
    }
  }

  @Test
  void deliversWholeOrNotAtAll() throws Exception {
    killEverywhere(
        inbox -> {},
        inbox -> deliver(inbox, 1, "S", WIRE),
        (fixture, listing) -> {
          assertThat(listing.fresh()).isEmpty();
          if (listing.known().size() > 0) {
            assertThat(wire(fixture.inbox().open(new Uid(1)))).isEqualTo(WIRE);
          }
        },
        inbox -> {
          if (complete(inbox).known().size() == 0) {
            assertThat(deliver(inbox, 1, "S", WIRE).stored()).hasSize(1);
          }
        });
  }

  @Test
  void changesFlagsInOneStep() throws Exception {
    List<FlagChange> seen =
        List.of(new FlagChange(UidSet.of(1), FlagSet.of(SystemFlag.SEEN), true));
    List<String> letters = new ArrayList<>();
    killEverywhere(
        inbox -> deliver(inbox, 1, "F", WIRE),
        inbox -> {
          inbox.changeFlags(seen);
          inbox.force();
        },
        (fixture, listing) -> {
          assertThat(listing.fresh()).isEmpty();
          assertThat(listing.known().uids()).isEqualTo(UidSet.of(1));
          letters.add(listing.known().flags(0).letters());
        },
        inbox -> assertThat(inbox.changeFlags(seen).done()).isEqualTo(UidSet.of(1)));
    assertThat(letters).contains("F", "FS").containsOnly("F", "FS");
  }

  @Test
  void assignsAUidInOneStep() throws Exception {
    killEverywhere(
        inbox -> {
          deliver(inbox, 1, "", WIRE);
          Path directory = directory();
          Path made = directory.resolve("1795403705_0.13840.vm,U=1" + INBOX_MARK + ":2,");
          Files.move(made, directory.resolve("a"));
        },
        inbox -> {
          inbox.assignUid(new LocalFolder.Fresh("a", FlagSet.none()), new Uid(5), FlagSet.none());
          inbox.force();
        },
        (fixture, listing) ->
            assertThat(listing.known().size() + listing.fresh().size()).isEqualTo(1),
        inbox -> {
          for (LocalFolder.Fresh fresh : complete(inbox).fresh()) {
            assertThat(inbox.assignUid(fresh, new Uid(5), FlagSet.none())).isTrue();
          }
        });
  }

  /** The {@code new/} of the run under way: the last directory made. */
  private Path directory() throws Exception {
    try (var runs = Files.list(root)) {
      int last = (int) runs.count() - 1;
      return root.resolve("r" + last).resolve("INBOX/new");
    }
  }
}
