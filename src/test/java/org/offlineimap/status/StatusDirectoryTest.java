package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;

final class StatusDirectoryTest {
  private static final StatusKey INBOX = new StatusKey("INBOX");
  private static final FlagSet SEEN = FlagSet.of(SystemFlag.SEEN);

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private StatusDirectory directory(StatusDisk disk) {
    return new StatusDirectory(
        new StatusPlace(root, "A", "R", "L"),
        LetterMap.systemOnly(),
        disk,
        (warning, text) -> notices.add(text),
        Backend.SQLITE);
  }

  private StatusDirectory directory() {
    return directory(StatusDisk.system(true));
  }

  private Path sqlite(String name) {
    return root.resolve("Account-A/LocalStatus-sqlite").resolve(name);
  }

  private MessageList rows(StatusDirectory directory, StatusKey key) throws Exception {
    try (FolderStatus status = directory.open(key)) {
      return status.rows();
    }
  }

  private void sql(Path file, String... commands) throws Exception {
    Files.createDirectories(file.resolveSibling("."));
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      for (String command : commands) {
        s.executeUpdate(command);
      }
    }
  }

  private String row(Path file, String query) throws Exception {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery(query)) {
      return r.next() ? String.valueOf(r.getString(1)) : "none";
    }
  }

  @Test
  void rowsComeBackFromAFolderWithAnyName() throws Exception {
    StatusKey key = new StatusKey("Gä?ste 100%25 #1");
    try (FolderStatus status = directory().open(key)) {
      assertThat(status.isNew()).isTrue();
      MessageList.Builder many = new MessageList.Builder();
      for (int i = 1; i <= 100_000; i++) {
        many.add(i, i % 2 == 0 ? SEEN : FlagSet.none());
      }
      status.put(many.build());
      status.remove(UidSet.range(11, 100_000));
    }
    assertThat(sqlite(key.fileName())).isRegularFile();
    MessageList rows = rows(directory(), key);
    assertThat(rows.size()).isEqualTo(10);
    assertThat(rows.flags(rows.indexOf(2))).isEqualTo(SEEN);
    assertThat(directory().hasRows()).isTrue();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("Account-A"))))
        .isEqualTo("rwx------");
  }

  @Test
  void versionOneIsUpgradedAndForeignLettersAndLabelsStay() throws Exception {
    sql(
        sqlite("INBOX"),
        "CREATE TABLE metadata (key VARCHAR(50) PRIMARY KEY, value VARCHAR(128))",
        "INSERT INTO metadata VALUES('db_version','1')",
        "CREATE TABLE status (id INTEGER PRIMARY KEY, flags VARCHAR(50))",
        "INSERT INTO status VALUES(7,'Fa')");
    try (FolderStatus status = directory().open(INBOX)) {
      assertThat(status.isNew()).isFalse();
      sql(sqlite("INBOX"), "UPDATE status SET labels='x, y', mtime=9");
      status.put(new MessageList.Builder().add(7, SEEN).build());
    }
    assertThat(row(sqlite("INBOX"), "SELECT flags||mtime||labels FROM status"))
        .isEqualTo("Sa9x, y");
    assertThat(row(sqlite("INBOX"), "SELECT value FROM metadata")).isEqualTo("2");
  }

  @Test
  void plainFilesAreImportedAndStay() throws Exception {
    Path plain = root.resolve("Account-A/LocalStatus/INBOX");
    Files.createDirectories(plain.resolveSibling("."));
    String magic = "OFFLINEIMAP LocalStatus CACHE DATA - DO NOT MODIFY - FORMAT ";
    Files.writeString(plain, magic + "2\n3|FS|12|a, b\n");
    Files.writeString(plain.resolveSibling("Old"), magic + "1\n4:\n5:S\n");
    Files.writeString(plain.resolveSibling("Bad"), magic + "1\nx\n");
    Files.writeString(plain.resolveSibling("Empty"), "");
    assertThat(rows(directory(StatusDisk.untouched()), INBOX).size()).isEqualTo(1);
    assertThat(sqlite("INBOX")).doesNotExist();
    assertThat(rows(directory(), INBOX).uid(0)).isEqualTo(3);
    assertThat(row(sqlite("INBOX"), "SELECT flags||mtime||labels FROM status"))
        .isEqualTo("FS12a, b");
    assertThat(rows(directory(), new StatusKey("Old")).size()).isEqualTo(2);
    assertThat(rows(directory(), new StatusKey("Empty")).size()).isZero();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> directory().open(new StatusKey("Bad")))
          .isInstanceOf(FolderFailure.class)
          .hasMessageContaining("Corrupt line 'x'");
    }
    assertThat(plain).exists();
  }

  @Test
  void whatIsNoDatabaseIsMovedAside() throws Exception {
    Files.createDirectories(sqlite("INBOX").resolveSibling("."));
    Files.writeString(sqlite("INBOX"), "this is no database at all".repeat(100));
    assertThat(rows(directory(), INBOX).size()).isZero();
    assertThat(sqlite("INBOX.broken-1")).exists();
    assertThat(notices).anyMatch(text -> text.contains("moved aside"));
  }

  @Test
  void resetForgetsTheRows() throws Exception {
    try (FolderStatus status = directory().open(INBOX)) {
      status.put(new MessageList.Builder().add(1, SEEN).build());
    }
    directory().reset(INBOX);
    assertThat(rows(directory(), INBOX).size()).isZero();
    assertThat(directory().hasRows()).isFalse();
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    StatusDirectory dry = directory(StatusDisk.untouched());
    assertThat(rows(dry, INBOX).size()).isZero();
    dry.reset(INBOX);
    dry.saveUidValidity(FolderName.INBOX, "/", 5);
    dry.saveMarks(Map.of());
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aChangeOfUidValidityIsRememberedUntilItEnds() throws Exception {
    UidChange change =
        new UidChange(
            9,
            List.of(new Renaming("1_0.1.vm,U=1,FMD5=x y", "1_0.1.vm,U=2")),
            new MessageList.Builder()
                .add(2, FlagSet.ofImapNames(List.of("\\Seen", "$Forwarded")))
                .add(3, FlagSet.none())
                .build());
    StatusKey key = new StatusKey("Arch ive ä");
    assertThat(directory().uidChange(key)).isEmpty();
    directory().beginUidChange(key, change);
    UidChange read = directory().uidChange(key).orElseThrow();
    assertThat(read.renamings()).isEqualTo(change.renamings());
    assertThat(read.rows().uids()).isEqualTo(UidSet.of(2, 3));
    assertThat(read.rows().flags(0)).isEqualTo(change.rows().flags(0));
    assertThat(read.uidValidity()).isEqualTo(9);
    Path file = root.resolve("Account-A/Engine/uidvalidity/Arch ive ä");
    Files.writeString(file, Files.readString(file).replace("to 9", "to 8"));
    assertThatThrownBy(() -> directory().uidChange(key)).isInstanceOf(FolderFailure.class);
    directory().endUidChange(key);
    assertThat(directory().uidChange(key)).isEmpty();
  }

  @Test
  void troublesComeBackUnlessTheFileWasTouched() throws Exception {
    Map<StatusKey, List<Trouble>> troubles =
        Map.of(INBOX, List.of(new Trouble("uid:5", 2, 17, "NO [X] what ever")));
    assertThat(directory().troubles()).isEmpty();
    directory().saveTroubles(troubles);
    assertThat(directory().troubles()).isEqualTo(troubles);
    Path file = root.resolve("Account-A/Engine/quarantine");
    Files.writeString(file, Files.readString(file).replace(" 17 ", " 18 "));
    assertThat(directory().troubles()).isEmpty();
    assertThat(notices).isNotEmpty();
  }

  @Test
  void whatWaitsIsRememberedUntilNothingDoes() throws Exception {
    HeldDeletions held = new HeldDeletions(UidSet.empty(), UidSet.of(1, 2, 3, 9));
    assertThat(directory().held(INBOX)).isEqualTo(HeldDeletions.NONE);
    directory().saveHeld(INBOX, held);
    assertThat(directory().held(INBOX)).isEqualTo(held);
    Files.writeString(root.resolve("Account-A/Engine/withheld/INBOX"), "withheld 1 - 1:4 0\n");
    assertThat(directory().held(INBOX)).isEqualTo(HeldDeletions.NONE);
    assertThat(notices).isNotEmpty();
    directory().saveHeld(INBOX, HeldDeletions.NONE);
    assertThat(root.resolve("Account-A/Engine/withheld/INBOX")).doesNotExist();
  }

  @Test
  void uidValidityIsOneLine() throws Exception {
    assertThat(directory().savedUidValidity(new FolderName("a/b"), "/")).isEmpty();
    directory().saveUidValidity(new FolderName("a/b"), "/", 4_000_000_000L);
    directory().saveLocalUidValidity(new FolderName(""), ".", 42);
    assertThat(directory().savedUidValidity(new FolderName("a/b"), "/")).hasValue(4_000_000_000L);
    assertThat(root.resolve("Repository-R/FolderValidity/a.b")).hasContent("4000000000\n");
    assertThat(root.resolve("Repository-L/FolderValidity/dot")).hasContent("42\n");
  }

  @Test
  void marksComeBackUnlessTheFileWasTouched() throws Exception {
    FolderMark mark =
        new FolderMark(
            1,
            OptionalLong.of(2),
            OptionalLong.empty(),
            OptionalLong.of(4),
            Optional.of(new DirectoryStamp(1, 2, 3, 4)),
            Optional.empty(),
            Optional.of(new FolderMark.FileStamp(5, -6)),
            8,
            7,
            Optional.of(
                new FolderMark.LocalMailbox(5, OptionalLong.of(6), 7, OptionalLong.empty())));
    Map<StatusKey, FolderMark> marks = Map.of(new StatusKey("Arch ive ä"), mark);
    directory().saveMarks(marks);
    assertThat(directory().marks()).isEqualTo(marks);
    Path file = root.resolve("Account-A/Engine/folders");
    Files.writeString(file, Files.readString(file).replace(":7:", ":8:"));
    assertThat(directory().marks()).isEmpty();
    assertThat(notices).isNotEmpty();
  }
}
