package org.offlineimap.repository.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.complete;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;

/** Messages that get other UIDs, all at once. */
final class UidRenamingTest {
  @TempDir Path root;

  private static Optional<Uid> to(long uid) {
    return Optional.of(new Uid(uid));
  }

  private MaildirFixture three() throws Exception {
    MaildirFixture fixture = new MaildirFixture(root);
    fixture.inbox();
    fixture.file("cur/1_0.1.vm,U=1" + INBOX_MARK + ":2,SaP", "one");
    fixture.file("new/1_1.1.vm,U=2" + INBOX_MARK + ",S=4:2,", "two");
    fixture.file("cur/1_2.1.vm,U=3" + INBOX_MARK + ":2,F", "three");
    return fixture;
  }

  private static String text(LocalFolder inbox, long uid) throws Exception {
    return new String(MaildirFixture.wire(inbox.open(new Uid(uid))), ISO_8859_1);
  }

  private static Map<Uid, Optional<Uid>> wanted() {
    return Map.of(new Uid(1), to(2), new Uid(2), to(1), new Uid(3), Optional.empty());
  }

  @Test
  void uidsChangePlacesAndAllElseOfTheNamesStays() throws Exception {
    MaildirFixture fixture = three();
    LocalFolder inbox = fixture.inbox();
    inbox.rename(inbox.renamings(wanted()).orElseThrow());
    assertThat(fixture.files())
        .containsExactly(
            "cur/1_0.1.vm,U=2" + INBOX_MARK + ":2,SaP",
            "cur/1_2.1.vm:2,F",
            "new/1_1.1.vm,U=1" + INBOX_MARK + ",S=4:2,");
    assertThat(complete(inbox).fresh()).singleElement().extracting("key").isEqualTo("1_2.1.vm");
  }

  @Test
  void aKillBetweenTwoNamesIsMadeWholeByDoingItAgain() throws Exception {
    for (int n = 1; n <= 4; n++) {
      for (boolean after : new boolean[] {false, true}) {
        MaildirFixture fixture = three();
        List<Renaming> renamings = fixture.inbox().renamings(wanted()).orElseThrow();
        fixture.disk = new KillingDisk(n, after);
        try {
          fixture.inbox().rename(renamings);
        } catch (KillingDisk.Killed e) {
          assertThat(n).isLessThan(4);
        }
        fixture.disk = MaildirDisk.real();
        fixture.inbox().rename(renamings);
        assertThat(fixture.files()).hasSize(3);
        assertThat(Files.readString(root.resolve("INBOX/cur/1_0.1.vm,U=2" + INBOX_MARK + ":2,SaP")))
            .isEqualTo("one");
        assertThat(complete(fixture.inbox()).known().size()).isEqualTo(2);
        for (String file : fixture.files()) {
          Files.delete(root.resolve("INBOX").resolve(file));
        }
      }
    }
  }

  /** Beginnings repeat in containers: same process number, same second. */
  @Test
  void aNameThatAnotherFileStillHasIsNotTaken() throws Exception {
    MaildirFixture fixture = new MaildirFixture(root);
    LocalFolder inbox = fixture.inbox();
    fixture.file("cur/1_0.1.vm,U=1" + INBOX_MARK + ":2,S", "one");
    fixture.file("cur/1_0.1.vm,U=2" + INBOX_MARK + ":2,S", "two");
    inbox.rename(inbox.renamings(Map.of(new Uid(1), to(2), new Uid(2), to(1))).orElseThrow());
    assertThat(complete(inbox).known().size()).isEqualTo(2);
    assertThat(text(inbox, 2)).isEqualTo("one");
    assertThat(text(inbox, 1)).isEqualTo("two");
  }
}
