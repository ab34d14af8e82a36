package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.UidSet;

/** {@code status_backend = plain}: the cache of older versions, written byte for byte. */
final class PlainBackendTest {
  private static final StatusKey INBOX = new StatusKey("INBOX");
  private static final String MAGIC =
      "OFFLINEIMAP LocalStatus CACHE DATA - DO NOT MODIFY - FORMAT ";

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private StatusDirectory directory(Backend backend, StatusDisk disk) {
    return new StatusDirectory(
        new StatusPlace(root, "A", "R", "L"),
        LetterMap.systemOnly(),
        disk,
        (warning, text) -> notices.add(text),
        backend);
  }

  private StatusDirectory plain() {
    return directory(Backend.PLAIN, StatusDisk.system(true));
  }

  private Path file() {
    return root.resolve("Account-A/LocalStatus/INBOX");
  }

  private static MessageList rows(StatusDirectory directory) throws Exception {
    try (FolderStatus status = directory.open(INBOX)) {
      return status.rows();
    }
  }

  private void write(String text) throws Exception {
    Files.createDirectories(file().resolveSibling("."));
    Files.writeString(file(), text);
  }

  @Test
  void rowsAreWrittenAsTheOriginalWroteThem() throws Exception {
    try (FolderStatus status = plain().open(INBOX)) {
      assertThat(status.isNew()).isTrue();
      status.put(
          new MessageList.Builder()
              .add(3, FlagSet.ofLetters("SF"))
              .add(4_000_000_000L, FlagSet.none())
              .build());
    }
    assertThat(file()).hasContent(MAGIC + "2\n3|FS|0|\n4000000000||0|\n");
    assertThat(root.resolve("Account-A/LocalStatus-sqlite")).doesNotExist();
    assertThat(plain().stamp(INBOX)).isPresent();
    assertThat(plain().hasRows()).isTrue();
  }

  @Test
  void whatIsNotOursOfARowStays() throws Exception {
    write(MAGIC + "2\n3|PS|12|a, b\n4|S|0|\n");
    try (FolderStatus status = plain().open(INBOX)) {
      assertThat(status.isNew()).isFalse();
      status.put(new MessageList.Builder().add(3, FlagSet.ofLetters("F")).build());
      status.remove(UidSet.of(4));
    }
    assertThat(file()).hasContent(MAGIC + "2\n3|FP|12|a, b\n");
  }

  @Test
  void format1IsReadAndWrittenAsFormat2() throws Exception {
    write(MAGIC + "1\n4:\n5:S\n");
    assertThat(rows(plain()).size()).isEqualTo(2);
    assertThat(file()).hasContent(MAGIC + "1\n4:\n5:S\n");
    try (FolderStatus status = plain().open(INBOX)) {
      status.put(new MessageList.Builder().add(6, FlagSet.none()).build());
    }
    assertThat(file()).hasContent(MAGIC + "2\n4||0|\n5|S|0|\n6||0|\n");
  }

  @Test
  void aSqliteFileInItsPlaceIsImportedAndStays() throws Exception {
    Path sqlite = root.resolve("Account-A/LocalStatus-sqlite/INBOX");
    Files.createDirectories(sqlite.resolveSibling("."));
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + sqlite);
        Statement s = c.createStatement()) {
      s.executeUpdate("CREATE TABLE metadata (key VARCHAR(50) PRIMARY KEY, value VARCHAR(128))");
      s.executeUpdate("INSERT INTO metadata VALUES('db_version','1')");
      s.executeUpdate("CREATE TABLE status (id INTEGER PRIMARY KEY, flags VARCHAR(50))");
      s.executeUpdate("INSERT INTO status VALUES(7,'FS')");
    }
    byte[] before = Files.readAllBytes(sqlite);
    assertThat(rows(directory(Backend.PLAIN, StatusDisk.untouched())).size()).isEqualTo(1);
    assertThat(file()).doesNotExist();
    assertThat(rows(plain()).uids()).isEqualTo(UidSet.of(7));
    assertThat(file()).hasContent(MAGIC + "2\n7|FS|0|\n");
    assertThat(Files.readAllBytes(sqlite)).isEqualTo(before);
    assertThat(notices).anyMatch(text -> text.startsWith("Migrating LocalStatus cache"));
  }

  @Test
  void theConfiguredFormIsTheOneThatCounts() throws Exception {
    try (FolderStatus status = directory(Backend.SQLITE, StatusDisk.system(true)).open(INBOX)) {
      status.put(new MessageList.Builder().add(9, FlagSet.none()).build());
    }
    write(MAGIC + "2\n1||0|\n");
    assertThat(rows(plain()).uids()).isEqualTo(UidSet.of(1));
    assertThat(rows(directory(Backend.SQLITE, StatusDisk.system(true))).uids())
        .isEqualTo(UidSet.of(9));
  }

  @Test
  void anEmptyFileIsAnUnknownStateAndACorruptOneAnError() throws Exception {
    write("");
    assertThat(rows(plain()).size()).isZero();
    assertThat(notices).anyMatch(text -> text.contains("is empty"));
    write(MAGIC + "2\n1|S|0\n");
    assertThatThrownBy(() -> plain().open(INBOX))
        .isInstanceOf(FolderFailure.class)
        .hasMessageContaining("Corrupt line");
    assertThatThrownBy(() -> plain().open(INBOX)).isInstanceOf(FolderFailure.class);
  }

  @Test
  void resetLeavesNoRows() throws Exception {
    write(MAGIC + "2\n1|S|0|\n");
    plain().reset(INBOX);
    assertThat(file()).hasContent(MAGIC + "2\n");
    assertThat(rows(plain()).size()).isZero();
  }
}
