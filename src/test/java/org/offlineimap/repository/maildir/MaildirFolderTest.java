package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.complete;
import static org.offlineimap.repository.maildir.MaildirFixture.octets;
import static org.offlineimap.repository.maildir.MaildirFixture.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.testing.Effects;

class MaildirFolderTest {
  @TempDir Path root;
  private MaildirFixture fixture;
  private LocalFolder inbox;

  @BeforeEach
  void createTheInbox() throws SyncException {
    fixture = new MaildirFixture(root);
    inbox = fixture.inbox();
  }

  private static String name(int uid, String info) {
    return "1_0.1.h,U=" + uid + INBOX_MARK + info;
  }

  private static FlagChange add(long uid, SystemFlag flag) {
    return new FlagChange(UidSet.of(uid), FlagSet.of(flag), true);
  }

  private static FlagChange remove(long uid, SystemFlag flag) {
    return new FlagChange(UidSet.of(uid), FlagSet.of(flag), false);
  }

  @Test
  void listsKnownAndFreshMessages() throws Exception {
    fixture.file("cur/" + name(3, ":2,FS"), "x");
    fixture.file("new/" + name(2, ""), "x");
    fixture.file("cur/b!2,R", "x");
    fixture.file("new/a", "x");
    fixture.file("new/.hidden", "x");
    fixture.file("tmp/t", "x");
    LocalFolder.Listing.Complete listing = complete(inbox);
    assertThat(listing.known().uids()).isEqualTo(UidSet.of(2, 3));
    assertThat(listing.known().flags(1).letters()).isEqualTo("FS");
    assertThat(listing.fresh())
        .containsExactly(
            new Fresh("a", FlagSet.none()), new Fresh("b", FlagSet.of(SystemFlag.ANSWERED)));
  }

  @Test
  void treatsTheSecondFileWithAUidAsFresh() throws Exception {
    fixture.file("cur/2" + name(3, ":2,S"), "copy");
    fixture.file("cur/" + name(3, ":2,S"), "original");
    LocalFolder.Listing.Complete listing = complete(inbox);
    assertThat(listing.known().uids()).isEqualTo(UidSet.of(3));
    assertThat(listing.fresh()).hasSize(1);
    assertThat(wire(inbox.open(new Uid(3)))).isEqualTo(octets("original"));
    assertThat(wire(inbox.open(listing.fresh().getFirst()))).isEqualTo(octets("copy"));
  }

  @Test
  void treatsTwoNamesOfOneFileAsOneMessage() throws Exception {
    Path file = fixture.file("new/" + name(3, ":2,"), "x");
    Files.createLink(root.resolve("INBOX/cur/" + name(3, ":2,S")), file);
    Path other = fixture.file("new/a", "x");
    Files.createLink(root.resolve("INBOX/cur/a:2,S"), other);
    LocalFolder.Listing.Complete listing = complete(inbox);
    assertThat(listing.known().size()).isEqualTo(1);
    assertThat(listing.fresh()).hasSize(1);
  }

  @Test
  void keepsTwoFreshFilesOfOneNameApart() throws Exception {
    fixture.file("new/a", "one");
    fixture.file("cur/a:2,S", "two");
    List<Fresh> fresh = complete(inbox).fresh();
    assertThat(fresh).hasSize(2);
    assertThat(wire(inbox.open(fresh.get(0)))).isEqualTo(octets("one"));
    assertThat(wire(inbox.open(fresh.get(1)))).isEqualTo(octets("two"));
  }

  @Test
  void saysPartialWhenADirectoryIsMissing() throws Exception {
    Files.delete(root.resolve("INBOX/new"));
    assertThat(inbox.list()).isInstanceOf(LocalFolder.Listing.Partial.class);
    assertThatThrownBy(() -> inbox.deliver(Map.of()))
        .isInstanceOf(SyncException.FolderFailure.class);
    assertThatThrownBy(() -> inbox.delete(UidSet.of(1)))
        .isInstanceOf(SyncException.FolderFailure.class);
    assertThatThrownBy(inbox::stamps).isInstanceOf(SyncException.FolderFailure.class);
  }

  @Test
  void stopsWhenMostFilesWereNamedForAFolderThatDoesNotExist() throws Exception {
    String mark = ",FMD5=" + NameFormat.hash("Elsewhere") + ":2,";
    for (int i = 1; i <= 12; i++) {
      fixture.file("cur/1_0.1.h,U=" + i + mark, "x");
    }
    assertThatThrownBy(inbox::list)
        .isInstanceOf(SyncException.FolderFailure.class)
        .hasMessageContaining("nametrans");
    fixture.repository().createFolder(new org.offlineimap.mail.FolderName("Elsewhere"));
    assertThat(complete(inbox).fresh()).hasSize(12);
  }

  @Test
  void reportsANameThatIsNotUtf8AndNeverMissesItsMessage() throws Exception {
    Path cur = root.resolve("INBOX/cur");
    String octal = "1_0.1.h\\351,U=5" + INBOX_MARK + ":2,S";
    Process shell =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf '" + octal + "')\"")
            .directory(cur.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    LocalFolder.Listing.Complete listing = complete(inbox);
    assertThat(listing.known().uids()).isEqualTo(UidSet.of(5));
    assertThat(fixture.warnings).anyMatch(text -> text.contains("not UTF-8"));
    assertThat(inbox.delete(UidSet.of(5)).isEmpty()).isTrue();
    assertThat(inbox.changeFlags(List.of(remove(5, SystemFlag.SEEN))).done().isEmpty()).isTrue();
    assertThat(complete(inbox).known().uids()).isEqualTo(UidSet.of(5));
  }

  @Test
  void movesBetweenNewAndCurAsSeenComesAndGoes() throws Exception {
    fixture.file("new/" + name(1, ":2,Fz"), "x");
    complete(inbox);
    assertThat(inbox.changeFlags(List.of(add(1, SystemFlag.SEEN))).done()).isEqualTo(UidSet.of(1));
    assertThat(fixture.files()).containsExactly("cur/" + name(1, ":2,FSz"));
    inbox.changeFlags(List.of(remove(1, SystemFlag.SEEN), remove(1, SystemFlag.FLAGGED)));
    assertThat(fixture.files()).containsExactly("new/" + name(1, ":2,z"));
    inbox.force();
  }

  @Test
  void changesManyFlagsByARenameEachAndOneFlushOfEachDirectory() throws Exception {
    Effects effects = new Effects();
    fixture.disk =
        effects.watch(MaildirDisk.class, MaildirDisk.real(), Set.of(), Effects::fullDisk);
    LocalFolder watched = fixture.inbox();
    for (int uid = 1; uid <= 100; uid++) {
      fixture.file("new/" + name(uid, ":2,"), "x");
    }
    complete(watched);
    effects.spare();
    FlagChange seen = new FlagChange(UidSet.range(1, 100), FlagSet.of(SystemFlag.SEEN), true);
    assertThat(watched.changeFlags(List.of(seen)).done().size()).isEqualTo(100);
    watched.force();
    assertThat(effects.done()).hasSize(102);
    assertThat(effects.done().subList(0, 100)).containsOnly("MaildirDisk.rename");
    assertThat(effects.done().subList(100, 102)).containsOnly("MaildirDisk.forceDirectory");
  }

  @Test
  void renamesNothingWhenTheFlagsAreAsWanted() throws Exception {
    fixture.file("cur/" + name(1, "!2,F"), "x");
    complete(inbox);
    assertThat(inbox.changeFlags(List.of(add(1, SystemFlag.FLAGGED))).done())
        .isEqualTo(UidSet.of(1));
    assertThat(fixture.files()).containsExactly("cur/" + name(1, "!2,F"));
  }

  @Test
  void followsAFileThatWasRenamedSinceTheListing() throws Exception {
    Path one = fixture.file("new/" + name(1, ":2,"), "one");
    Path two = fixture.file("new/" + name(2, ":2,"), "two");
    Path fresh = fixture.file("new/a", "three\n");
    complete(inbox);
    Path cur = root.resolve("INBOX/cur");
    Files.move(one, cur.resolve(name(1, ":2,S")));
    Files.move(two, cur.resolve(name(2, ":2,S")));
    Files.move(fresh, cur.resolve("a:2,S"));
    assertThat(inbox.changeFlags(List.of(add(1, SystemFlag.FLAGGED))).done())
        .isEqualTo(UidSet.of(1));
    assertThat(inbox.delete(UidSet.of(2))).isEqualTo(UidSet.of(2));
    Fresh message = new Fresh("a", FlagSet.none());
    assertThat(wire(inbox.open(message))).isEqualTo(octets("three\r\n"));
    assertThat(inbox.assignUid(message, new Uid(9), FlagSet.none())).isTrue();
    assertThat(fixture.files())
        .containsExactly(
            "cur/1795403705_0.13840.vm,U=9" + INBOX_MARK + ":2,S", "cur/" + name(1, ":2,FS"));
  }

  @Test
  void takesAVanishedFileForGone() throws Exception {
    Path one = fixture.file("new/" + name(1, ":2,"), "one");
    Path fresh = fixture.file("new/a", "x");
    complete(inbox);
    Files.delete(one);
    Files.delete(fresh);
    Fresh message = new Fresh("a", FlagSet.none());
    MessageSource source = inbox.open(message);
    assertThatThrownBy(source::wireOctets).isInstanceOf(NoSuchFileException.class);
    assertThat(inbox.changeFlags(List.of(add(1, SystemFlag.SEEN))).done().isEmpty()).isTrue();
    assertThat(inbox.delete(UidSet.of(1))).isEqualTo(UidSet.of(1));
    assertThat(inbox.assignUid(message, new Uid(9), FlagSet.none())).isFalse();
    assertThat(inbox.internalDate(message)).isEmpty();
  }

  @Test
  void givesAnUploadedMessageAFreshNameWhereItLies() throws Exception {
    fixture.file("new/a,S=3:2,q", "x");
    complete(inbox);
    Fresh message = new Fresh("a,S=3", FlagSet.none());
    assertThat(inbox.assignUid(message, new Uid(7), FlagSet.of(SystemFlag.SEEN))).isTrue();
    assertThat(fixture.files())
        .containsExactly("new/1795403705_0.13840.vm,U=7" + INBOX_MARK + ":2,Sq");
    assertThat(complete(inbox).known().uids()).isEqualTo(UidSet.of(7));
    assertThat(complete(inbox).fresh()).isEmpty();
  }

  @Test
  void doesNotTakeAFileForGoneThatCameAfterTheListing() throws Exception {
    complete(inbox);
    fixture.file("new/" + name(4, ":2,"), "x");
    assertThat(inbox.delete(UidSet.of(4))).isEqualTo(UidSet.of(4));
    assertThat(fixture.files()).isEmpty();
  }

  @Test
  void neverGivesAUidToASecondFile() throws Exception {
    fixture.file("new/" + name(7, ":2,"), "x");
    fixture.file("new/a", "x");
    complete(inbox);
    assertThatThrownBy(
            () -> inbox.assignUid(new Fresh("a", FlagSet.none()), new Uid(7), FlagSet.none()))
        .isInstanceOf(SyncException.MessageFailure.class);
  }

  @Test
  void neverReplacesAFileByARename() throws Exception {
    fixture.file("new/" + name(1, ":2,"), "one");
    complete(inbox);
    Path other = Files.createDirectory(root.resolve("INBOX/cur/" + name(1, ":2,S")));
    assertThat(inbox.changeFlags(List.of(add(1, SystemFlag.SEEN))).done().isEmpty()).isTrue();
    assertThat(other).isDirectory();
    assertThat(root.resolve("INBOX/new/" + name(1, ":2,"))).exists();
  }

  @Test
  void failsTheSourceWhenTheFileChangesBetweenCountingAndSending() throws Exception {
    Path file = fixture.file("new/a", "one\n");
    MessageSource source = inbox.open(new Fresh("a", FlagSet.none()));
    assertThat(source.wireOctets()).isEqualTo(5);
    Files.write(file, "more\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> wire(source)).hasMessageContaining("changed");
    Files.write(file, "x".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> wire(source)).hasMessageContaining("changed");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stampsChangeWithEachDirectory() throws Exception {
    fixture.file("new/a", "x");
    assertThat(inbox.stamps()).hasSize(2).isEqualTo(inbox.stamps());
    assertThat(inbox.stamps().get(0).inode())
        .isEqualTo(Files.getAttribute(root.resolve("INBOX/new"), "unix:ino"));
    Files.setLastModifiedTime(
        root.resolve("INBOX/new"), java.nio.file.attribute.FileTime.fromMillis(1));
    assertThat(inbox.stamps().get(0).modified()).isEqualTo(1_000_000);
  }

  @Test
  void listsManyMessagesInOneGo() throws Exception {
    Path cur = root.resolve("INBOX/cur");
    for (int i = 1; i <= 5_000; i++) {
      Files.createFile(cur.resolve(name(i, ":2,S")));
    }
    assertThat(complete(inbox).known().uids()).isEqualTo(UidSet.range(1, 5_000));
  }
}
