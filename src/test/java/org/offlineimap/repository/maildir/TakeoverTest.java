package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.complete;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.LocalFolder.Origin;

/** Messages that change their folder by a new name alone. */
final class TakeoverTest {
  private static final String SENT_MARK = ",FMD5=7f8c0283f16925caed8e632086b81b9c";

  @TempDir Path root;

  private MaildirFixture fixture() throws Exception {
    MaildirFixture fixture = new MaildirFixture(root);
    fixture.inbox();
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(root.resolve("Sent").resolve(part));
    }
    return fixture;
  }

  private List<String> sent() throws Exception {
    try (Stream<Path> all = Files.walk(root.resolve("Sent"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.resolve("Sent").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theFileKeepsItsDateItsFlagsAndWhatOthersWroteIntoItsName() throws Exception {
    MaildirFixture fixture = fixture();
    Path file = fixture.file("cur/1_0.1.vm,U=5" + INBOX_MARK + ",S=4:2,FPS", "text");
    FileTime date = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(file, date);
    MaildirRepository repository = fixture.repository();
    LocalFolder inbox = repository.folder(FolderName.INBOX);
    LocalFolder sent = repository.folder(new FolderName("Sent"));
    assertThat(sent.takeOver(inbox, new Uid(5), new Uid(77))).isTrue();
    String name = "cur/1_0.1.vm,S=4,U=77" + SENT_MARK + ":2,FPS";
    assertThat(sent()).containsExactly(name);
    assertThat(Files.getLastModifiedTime(root.resolve("Sent").resolve(name))).isEqualTo(date);
    assertThat(fixture.files()).isEmpty();
    assertThat(complete(inbox).known().size()).isZero();
    assertThat(complete(sent).known().contains(77)).isTrue();
    sent.force();
    inbox.force();
  }

  @Test
  void nothingIsReplacedAndWhatHasGoneIsNotFound() throws Exception {
    MaildirFixture fixture = fixture();
    fixture.file("new/1_0.1.vm,U=5" + INBOX_MARK + ":2,", "text");
    Files.writeString(root.resolve("Sent/new/2_0.1.vm,U=77" + SENT_MARK + ":2,"), "other");
    MaildirRepository repository = fixture.repository();
    LocalFolder inbox = repository.folder(FolderName.INBOX);
    LocalFolder sent = repository.folder(new FolderName("Sent"));
    assertThat(sent.takeOver(inbox, new Uid(5), new Uid(77))).isFalse();
    assertThat(sent.takeOver(inbox, new Uid(6), new Uid(78))).isFalse();
    assertThat(fixture.files()).hasSize(1);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aFileThatWasMovedHereStillTellsWhereItWas() throws Exception {
    MaildirFixture fixture = fixture();
    Files.writeString(root.resolve("Sent/cur/1_0.1.vm,U=5" + INBOX_MARK + ":2,S"), "text");
    Files.writeString(root.resolve("Sent/cur/1_1.1.vm:2,S"), "text");
    MaildirRepository repository = fixture.repository();
    LocalFolder sent = repository.folder(new FolderName("Sent"));
    List<Fresh> fresh = complete(sent).fresh();
    String mark = repository.folder(FolderName.INBOX).mark();
    assertThat(sent.origin(fresh.getFirst())).contains(new Origin(mark, new Uid(5)));
    assertThat(sent.origin(new Fresh("1_1.1.vm", FlagSet.none()))).isEmpty();
    assertThat(mark).isEqualTo(INBOX_MARK.substring(6));
  }
}
