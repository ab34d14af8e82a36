package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.octets;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;

/** The times that delivered files get, and that directories keep. */
final class DeliveryDatesTest {
  private static final Instant SERVER = Instant.parse("2001-02-03T04:05:06Z");
  private static final String DATED =
      "Subject: x\r\nDate: Fri, 21 Nov 1997 09:55:06 -0600\r\n\r\nb";
  private static final long HEADER = 880_127_706;

  @TempDir Path root;

  private MaildirFixture fixture(MaildirSettings.Dates dates) {
    MaildirFixture fixture = new MaildirFixture(root);
    fixture.format =
        new MaildirSettings.Format(LetterMap.systemOnly(), false, dates, UnaryOperator.identity());
    return fixture;
  }

  private void deliver(MaildirFixture fixture, long uid, String text) throws Exception {
    Uid id = new Uid(uid);
    LocalFolder.Incoming incoming = new LocalFolder.Incoming(FlagSet.none(), Optional.of(SERVER));
    try (LocalFolder.Delivery delivery = fixture.inbox().deliver(Map.of(id, incoming))) {
      byte[] wire = octets(text);
      try (OutputStream out = delivery.open(id, wire.length)) {
        out.write(wire);
      }
      assertThat(delivery.commit().failed()).isEmpty();
    }
  }

  private Instant modified(String file) throws Exception {
    return Files.getLastModifiedTime(root.resolve("INBOX").resolve(file)).toInstant();
  }

  @Test
  void theModificationTimeIsThatOfTheHeaderWhereAskedFor() throws Exception {
    MaildirFixture fixture = fixture(new MaildirSettings.Dates(true, true, false));
    deliver(fixture, 1, DATED);
    assertThat(modified(fixture.files().getFirst()).getEpochSecond()).isEqualTo(HEADER);
    assertThat(fixture.warnings).isEmpty();
  }

  @Test
  void aHeaderWithoutADateLeavesTheTimeAndIsWarnedAbout() throws Exception {
    MaildirFixture fixture = fixture(new MaildirSettings.Dates(true, true, false));
    deliver(fixture, 1, "Subject: x\r\n\r\nDate: Fri, 21 Nov 1997 09:55:06 -0600\r\n");
    assertThat(modified(fixture.files().getFirst())).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(fixture.warnings).singleElement().asString().contains("no readable Date");
  }

  /** Defect 51 of the original. */
  @Test
  void theModificationTimeIsThatOfTheServerWhereAskedFor() throws Exception {
    MaildirFixture fixture = fixture(new MaildirSettings.Dates(false, true, false));
    assertThat(fixture.inbox().wantsInternalDates()).isTrue();
    deliver(fixture, 1, DATED);
    assertThat(modified(fixture.files().getFirst())).isEqualTo(SERVER);
  }

  @Test
  void theNameBeginsWithTheDateOfTheMailAndCountsEqualOnes() throws Exception {
    MaildirFixture fixture = fixture(new MaildirSettings.Dates(false, false, true));
    deliver(fixture, 1, DATED);
    deliver(fixture, 2, DATED.replace("Date:", "Delivery-date:"));
    deliver(fixture, 3, "Date: never\r\n\r\n");
    String third = MaildirFixture.NOW.getEpochSecond() + "_0.13840.vm,U=3";
    assertThat(fixture.files())
        .anyMatch(file -> file.startsWith("new/" + HEADER + "_0.13840.vm,U=1" + INBOX_MARK))
        .anyMatch(file -> file.startsWith("new/" + HEADER))
        .anyMatch(file -> file.startsWith("new/" + third))
        .hasSize(3);
  }

  @Test
  void oneRepositoryCountsEqualDates() {
    NameMint mint = new NameMint(new MaildirFixture(root).host());
    Instant date = Instant.ofEpochSecond(-5);
    assertThat(mint.at(date)).isEqualTo("-5_0.13840.vm");
    assertThat(mint.at(date)).isEqualTo("-5_1.13840.vm");
    assertThat(mint.at(SERVER)).startsWith(SERVER.getEpochSecond() + "_0.");
  }

  @Test
  void accessTimesComeBackWhereAskedFor() throws Exception {
    MaildirFixture fixture = new MaildirFixture(root);
    fixture.inbox();
    Path cur = root.resolve("INBOX/cur");
    FileTime long1ago = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
    Files.getFileAttributeView(cur, BasicFileAttributeView.class).setTimes(null, long1ago, null);
    FileTime modified = Files.getLastModifiedTime(cur);
    MaildirRepository repository =
        new MaildirRepository(
            new MaildirSettings(
                "L",
                root,
                ".",
                MaildirSettings.Format.standard(),
                new MaildirSettings.Care(true, true)),
            fixture.host());
    assertThat(repository.listFolders()).containsExactly(FolderName.INBOX);
    LocalFolder inbox = repository.folder(FolderName.INBOX);
    inbox.list();
    Files.getFileAttributeView(cur, BasicFileAttributeView.class)
        .setTimes(null, FileTime.from(SERVER), null);
    inbox.leave();
    BasicFileAttributes now = Files.readAttributes(cur, BasicFileAttributes.class);
    assertThat(now.lastAccessTime()).isEqualTo(long1ago);
    assertThat(now.lastModifiedTime()).isEqualTo(modified);
  }
}
