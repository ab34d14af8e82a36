package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.cli.Household.Run;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.SandboxServer;

/** Options of the Maildir and of its status, from the rc file to the disk. */
final class MaildirOptionsRunTest {
  private static final String MAGIC =
      "OFFLINEIMAP LocalStatus CACHE DATA - DO NOT MODIFY - FORMAT ";
  private static final String FMD5 = ",FMD5=7e33429f656f1e6e9d79b29c3f82c57e";

  private static final List<String> VERSION_ONE =
      List.of(
          "CREATE TABLE metadata (key VARCHAR(50) PRIMARY KEY, value VARCHAR(128))",
          "INSERT INTO metadata VALUES('db_version', '1')",
          "CREATE TABLE status (id INTEGER PRIMARY KEY, flags VARCHAR(50))",
          "INSERT INTO status VALUES(1, 'S'), (2, 'S')");

  @TempDir Path temp;

  private Household house() throws Exception {
    return new Household(temp, SandboxServer.builder());
  }

  private static void succeeds(Run run) {
    assertThat(run.exit()).as(run.output()).isZero();
  }

  @Test
  void filterheadersLeavesFieldsOutOfUploadsOnly() throws Exception {
    try (Household house = house()) {
      house.account("filterheaders = X-Secret, keywords");
      house.put(
          "INBOX", "new/1.a", "x-secret: 1\nSubject: up\nKeywords: a\n b\n\nX-Secret: body\n");
      house.deliver("INBOX", "X-Secret: 2\r\nSubject: down\r\n\r\n");
      succeeds(house.run());
      assertThat(new String(house.mailbox("INBOX").message(2).orElseThrow().octets(), ISO_8859_1))
          .isEqualTo("Subject: up\r\n\r\nX-Secret: body\r\n");
      for (Path file : house.files("INBOX")) {
        assertThat(Files.readString(file)).containsIgnoringCase("x-secret: ");
      }
      assertThat(house.run().output()).doesNotContain("Copy message");
    }
  }

  @Test
  void startdateOfTheMaildirKeepsOlderFilesOffTheServer() throws Exception {
    try (Household house = house()) {
      house.local("startdate = 2020-01-01");
      house.put("INBOX", "cur/1500000000.old:2,S", "Subject: of 2017\n\n");
      house.put("INBOX", "cur/1600000000.young:2,S", "Subject: of 2020\n\n");
      succeeds(house.run());
      assertThat(house.mailbox("INBOX").messages())
          .singleElement()
          .satisfies(
              up -> assertThat(new String(up.octets(), ISO_8859_1)).contains("Subject: of 2020"));
    }
  }

  @Test
  void theTimesOfFilesComeFromWhereTheFileSays() throws Exception {
    try (Household house = house()) {
      house.local("utime_from_internaldate = yes").general("filename_use_mail_timestamp = yes");
      house.deliver("INBOX", "Date: Fri, 21 Nov 1997 09:55:06 -0600\r\n\r\n");
      Instant date = house.mailbox("INBOX").message(1).orElseThrow().internalDate().toInstant();
      succeeds(house.run());
      Path file = house.files("INBOX").getFirst();
      assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(date);
      assertThat(file.getFileName().toString()).startsWith("880127706_");
    }
  }

  @Test
  void theHeaderWinsOverTheServersDate() throws Exception {
    try (Household house = house()) {
      house
          .local("utime_from_internaldate = yes")
          .local("utime_from_header = yes")
          .local("restoreatime = yes");
      house.deliver("INBOX", "Date: Fri, 21 Nov 1997 09:55:06 -0600\r\n\r\n");
      succeeds(house.run());
      assertThat(Files.getLastModifiedTime(house.files("INBOX").getFirst()).toMillis())
          .isEqualTo(880_127_706_000L);
    }
  }

  /** In agreement under an older version of the original: no file of the newer one exists. */
  private static Map<String, Object> takenOver(Household house) throws Exception {
    for (int uid = 1; uid <= 2; uid++) {
      house.deliver("INBOX", Household.text("m" + uid));
      house.put(
          "INBOX",
          "cur/1_" + uid + ".1.vm,U=" + uid + FMD5 + ":2,S",
          Household.text("m" + uid).replace("\r\n", "\n"));
      house.mailbox("INBOX").setFlags(uid, FlagSet.ofLetters("S"));
    }
    write(house, "Repository-R/FolderValidity", house.mailbox("INBOX").uidValidity() + "\n");
    return states(house);
  }

  private static void write(Household house, String directory, String text) throws Exception {
    Path file = house.metadata().resolve(directory).resolve("INBOX");
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static Map<String, Object> states(Household house) throws Exception {
    Map<String, Object> states = new TreeMap<>();
    for (Path file : house.files("INBOX")) {
      states.put(
          file.toString(),
          Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file));
    }
    return states;
  }

  private static void isUntouched(Household house, Map<String, Object> before) throws Exception {
    assertThat(states(house)).isEqualTo(before);
    assertThat(house.server.lastSession().commandsAfterLogin())
        .noneMatch(c -> c.matches("(?i)(UID )?(APPEND|STORE|EXPUNGE|CREATE)\\b.*|.*BODY.*"));
  }

  /** Defect 10 of the original: the plain cache of an older version counts. */
  @ParameterizedTest
  @ValueSource(strings = {"1\n1:S\n2:S\n", "2\n1|S|0|\n2|S|0|\n"})
  void aPlainCacheIsTakenOverWithoutATransferIntoEitherForm(String rows) throws Exception {
    for (String backend : new String[] {"sqlite", "plain"}) {
      Path home = Files.createDirectory(temp.resolve(backend));
      try (Household house = new Household(home, SandboxServer.builder())) {
        house.account("status_backend = " + backend);
        Map<String, Object> before = takenOver(house);
        write(house, "Account-A/LocalStatus", MAGIC + rows);
        succeeds(house.run());
        isUntouched(house, before);
        Path sqlite = house.metadata().resolve("Account-A/LocalStatus-sqlite/INBOX");
        assertThat(Files.exists(sqlite)).isEqualTo(backend.equals("sqlite"));
        Files.delete(house.files("INBOX").getFirst());
        succeeds(house.run());
        assertThat(house.mailbox("INBOX").messages()).hasSize(1);
      }
    }
  }

  /** The cache of 6.4 and 6.5 becomes one of version 2 in its place. */
  @Test
  void aDatabaseOfVersionOneIsTakenOverWithoutATransfer() throws Exception {
    try (Household house = house()) {
      Map<String, Object> before = takenOver(house);
      Path file = house.metadata().resolve("Account-A/LocalStatus-sqlite/INBOX");
      Files.createDirectories(file.resolveSibling("."));
      try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = database.createStatement()) {
        for (String sql : VERSION_ONE) {
          statement.executeUpdate(sql);
        }
      }
      succeeds(house.run());
      isUntouched(house, before);
      try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = database.createStatement();
          var found =
              statement.executeQuery(
                  "SELECT value, group_concat(id || flags || mtime || labels) FROM metadata,"
                      + " status")) {
        assertThat(found.getString(1)).isEqualTo("2");
        assertThat(found.getString(2)).isEqualTo("1S0,2S0");
      }
      Files.delete(house.files("INBOX").getFirst());
      succeeds(house.run());
      assertThat(house.mailbox("INBOX").messages()).hasSize(1);
    }
  }

  /**
   * A run of 6.5.2 that moved the plain cache away and was killed before the database was whole.
   */
  @Test
  void aHalfMigratedCacheIsRebuiltByAdoption() throws Exception {
    try (Household house = house()) {
      Map<String, Object> before = takenOver(house);
      write(house, "Account-A/LocalStatus-sqlite", "");
      Path old = house.metadata().resolve("Account-A/LocalStatus/INBOX.old");
      Files.createDirectories(old.resolveSibling("."));
      Files.writeString(old, MAGIC + "2\n1|S|0|\n2|S|0|\n");
      succeeds(house.run());
      isUntouched(house, before);
      assertThat(Files.readString(old)).startsWith(MAGIC);
    }
  }

  /** Defect 13 of the original: a lost cache takes no flag away on either side. */
  @Test
  void withoutACacheFlagsAreUnitedAndNothingIsDoubled() throws Exception {
    try (Household house = house()) {
      takenOver(house);
      house.mailbox("INBOX").setFlags(1, FlagSet.ofLetters("F"));
      succeeds(house.run());
      assertThat(house.files("INBOX")).hasSize(2);
      assertThat(house.files("INBOX").getFirst().toString()).endsWith(":2,FS");
      assertThat(house.mailbox("INBOX").message(1).orElseThrow().flags().letters()).isEqualTo("FS");
      assertThat(house.mailbox("INBOX").messages()).hasSize(2);
    }
  }

  /** Defect 32 of the original. */
  @Test
  void theWindowsSeparatorKeepsTheFlagsOfOldNames() throws Exception {
    try (Household house = house()) {
      Map<String, Object> before = takenOver(house);
      house.account("maildir-windows-compatible = yes");
      succeeds(house.run());
      isUntouched(house, before);
      house.mailbox("INBOX").setFlags(1, FlagSet.ofLetters("FS"));
      house.deliver("INBOX", Household.text("m3"));
      succeeds(house.run());
      assertThat(house.files("INBOX"))
          .extracting(file -> file.getFileName().toString())
          .anyMatch(name -> name.endsWith(FMD5 + "!2,FS"))
          .anyMatch(name -> name.endsWith(FMD5 + ":2,S"))
          .anyMatch(name -> name.endsWith("!2,"));
    }
  }
}
