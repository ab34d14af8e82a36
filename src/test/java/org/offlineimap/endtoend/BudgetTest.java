package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.SessionLog;

/**
 * The budgets of design 4, as the embedded server counts them: turnarounds since the greeting on
 * one connection.
 */
@Timeout(240)
final class BudgetTest {
  private static final OffsetDateTime DATE =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

  @TempDir Path home;
  private SandboxServer server;
  private InProcess program;

  @BeforeEach
  void start() throws IOException {
    // A loaded machine may pause the client between two commands of one batch for so long.
    server = SandboxServer.builder().grace(Duration.ofMillis(100)).start();
    program = new InProcess(home, server.port());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Mailbox box(String name) {
    return server.mailbox("user", name);
  }

  private static byte[] mail(String subject) {
    return ("Subject: " + subject + "\r\n\r\nBody of " + subject + ".\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void fill(String name, int messages) {
    for (int i = 0; i < messages; i++) {
      box(name).deliver(mail(name + i), FlagSet.ofLetters(i % 2 == 0 ? "S" : ""), DATE);
    }
  }

  /** Folders in agreement, and the program knows that they are. */
  private void settle(int folders, int messages) throws Exception {
    for (int i = 0; i < folders; i++) {
      fill("F" + i, messages);
    }
    program.sync();
    program.sync();
  }

  private SessionLog session() throws InterruptedException {
    SessionLog log = server.lastSession();
    assertThat(log.awaitEnd(60)).isTrue();
    return log;
  }

  private void wokeTheServerAtMost(int turnarounds) throws InterruptedException {
    SessionLog log = session();
    assertThat(log.turnarounds())
        .as("%s", log.commands().subList(0, Math.min(9, log.commands().size())))
        .isLessThanOrEqualTo(turnarounds);
  }

  @Test
  void nothingChangedInFiftyOneFoldersIsFourTurnaroundsAndTenKilobytes() throws Exception {
    settle(50, 3);
    program.sync();
    wokeTheServerAtMost(4);
    SessionLog log = session();
    assertThat(log.commandsAfterLogin())
        .noneMatch(command -> command.matches("(SELECT|EXAMINE|STATUS|UID|FETCH|ENABLE).*"));
    assertThat(log.bytesUp() + log.bytesDown()).isLessThanOrEqualTo(10_000);
    assertThat(program.events())
        .filteredOn(SyncEvent.FolderUnchanged.class::isInstance)
        .hasSize(51);
  }

  @Test
  void flagsAndDeletionsOfManyFoldersCostOneTurnaroundForEachFolder() throws Exception {
    settle(10, 6);
    for (int i = 0; i < 10; i++) {
      List<Path> files = program.files("F" + i);
      Path flagged = files.getFirst();
      String name = flagged.getFileName().toString();
      Files.move(flagged, program.mail().resolve("F" + i + "/cur/" + name + "F"));
      Files.delete(files.getLast());
    }
    program.sync();
    wokeTheServerAtMost(4 + 1 + 10);
    for (int i = 0; i < 10; i++) {
      assertThat(box("F" + i).messages()).hasSize(5);
    }
  }

  @Test
  void whatCrossedTheWireIsNotedAndARunWithoutChangesLeavesTheNotesAlone() throws Exception {
    settle(1, 3);
    Path file = program.metadata().resolve("Account-A/Engine/messages.sqlite");
    try (var database = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var rows =
            database
                .createStatement()
                .executeQuery(
                    "SELECT count(*), count(date), count(identity), sum(octets) FROM message")) {
      assertThat(rows.getInt(1)).isEqualTo(3);
      assertThat(rows.getInt(2)).as("dates").isEqualTo(3);
      assertThat(rows.getInt(3)).as("EMAILIDs").isEqualTo(3);
      assertThat(rows.getInt(4)).isEqualTo(3 * mail("F00").length);
    }
    Files.delete(file);
    program.sync();
    assertThat(file).doesNotExist();
  }

  @Test
  void changedFoldersAreTwoMoreWhateverTheirNumber() throws Exception {
    settle(20, 5);
    for (int i = 0; i < 20; i++) {
      fill("F" + i, 2);
      box("F" + i).setFlags(1, FlagSet.ofLetters("F"));
      box("F" + i).expunge(2);
    }
    assertThat(program.sync().downloaded()).isEqualTo(40);
    wokeTheServerAtMost(4 + 2);
  }

  @Test
  void aFirstSyncIsTwoMoreWhateverTheNumberOfMessages() throws Exception {
    fill("INBOX", 1500);
    assertThat(program.sync().downloaded()).isEqualTo(1500);
    wokeTheServerAtMost(4 + 2);
  }

  @Test
  void anUploadIsOneMoreWhateverTheNumberOfMessages() throws Exception {
    settle(1, 3);
    for (int i = 0; i < 250; i++) {
      Files.writeString(program.mail().resolve("F0/new/1." + i), "Subject: up" + i + "\n\nx\n");
    }
    assertThat(program.sync().uploaded()).isEqualTo(250);
    wokeTheServerAtMost(4 + 1);
  }

  @Test
  void flagChangesAreOneMoreWhateverTheirNumber() throws Exception {
    settle(1, 400);
    for (Path file : program.files("F0")) {
      String name = String.valueOf(file.getFileName());
      Path cur = program.mail().resolve("F0/cur");
      Files.move(file, cur.resolve(name.endsWith("S") ? name.replace("2,S", "2,FS") : name + "S"));
    }
    assertThat(program.sync().flags()).isGreaterThanOrEqualTo(400);
    wokeTheServerAtMost(4 + 1);
  }

  @Test
  void aThousandFlagChangesAreOneCommandOneTransactionAndARenameEach() throws Exception {
    settle(1, 1_000);
    for (int uid = 1; uid <= 1_000; uid++) {
      box("F0").setFlags(uid, FlagSet.ofLetters("FS"));
    }
    program.effects.spare();
    assertThat(program.sync().flags()).isEqualTo(1_000);
    assertThat(session().commandsAfterLogin())
        .noneMatch(command -> command.matches("UID (FETCH|STORE).*"));
    assertThat(effects("MaildirDisk.rename")).isEqualTo(1_000);
    assertThat(effects("MaildirDisk.")).isEqualTo(1_000);
    assertThat(effects("StatusDisk.commit")).isEqualTo(1);

    for (Path file : program.files("F0")) {
      Files.move(file, file.resolveSibling(file.getFileName().toString().replace("2,FS", "2,S")));
    }
    program.effects.spare();
    assertThat(program.sync().flags()).isEqualTo(1_000);
    assertThat(session().commandsAfterLogin())
        .filteredOn(command -> command.startsWith("UID STORE"))
        .hasSize(1);
    assertThat(effects("MaildirDisk.")).isZero();
    assertThat(effects("StatusDisk.commit")).isEqualTo(1);
  }

  private long effects(String name) {
    return program.effects.done().stream().filter(done -> done.startsWith(name)).count();
  }

  /** One for each folder that was left, whatever the number of messages. */
  @Test
  void movesCostNoBodyAndFewTurnarounds() throws Exception {
    settle(3, 250);
    for (String folder : java.util.List.of("F0", "F1")) {
      int number = 0;
      for (Path file : program.files(folder)) {
        String name = String.valueOf(file.getFileName());
        String info = name.substring(name.indexOf(":2,"));
        Files.move(file, program.mail().resolve("F2/cur/" + folder + "." + number++ + info));
      }
    }
    assertThat(program.sync().moved()).isEqualTo(500);
    wokeTheServerAtMost(4 + 2);
    assertThat(session().commandsAfterLogin())
        .noneMatch(command -> command.matches("(APPEND|UID FETCH).*"))
        .filteredOn(command -> command.startsWith("UID MOVE"))
        .hasSize(2);
    program.sync();
    for (int uid = 1; uid <= 20; uid++) {
      var message = box("F2").message(uid).orElseThrow();
      box("F0").deliverCopy(message);
      box("F2").expunge(uid);
    }
    assertThat(program.sync().moved()).isEqualTo(20);
    wokeTheServerAtMost(4 + 2);
    assertThat(session().commandsAfterLogin()).noneMatch(command -> command.contains("BODY"));
  }

  /** Each change alone is seen by the build whose no-op was counted. */
  @Test
  void everySingleChangeIsSeen() throws Exception {
    server.close();
    server = SandboxServer.builder().grace(Duration.ZERO).start();
    program = new InProcess(home, server.port());
    settle(2, 4);
    seesOnlyAndRests("a flag", () -> box("F0").setFlags(1, FlagSet.ofLetters("FS")), 1);
    seesOnlyAndRests(
        "a deletion and an addition of equal number",
        () -> {
          box("F0").expunge(2);
          box("F0").deliver(mail("added"), FlagSet.none(), DATE);
        },
        1);
    seesOnlyAndRests("a renamed file", () -> flag(program.files("F1").getFirst()), 1);
    seesOnlyAndRests("a deleted file", () -> Files.delete(program.files("F1").getFirst()), 1);
    seesOnlyAndRests(
        "a new file",
        () -> Files.writeString(program.mail().resolve("F1/new/9.new"), "Subject: n\n\nn\n"),
        1);
    seesOnlyAndRests(
        "a file in place of another",
        () -> {
          Files.delete(program.files("F1").getLast());
          Files.writeString(program.mail().resolve("F1/cur/9.in:2,S"), "Subject: i\n\ni\n");
        },
        1);
    seesOnlyAndRests("a new remote folder", () -> fill("Fresh", 1), 1);
    seesOnlyAndRests("a new local folder", () -> localFolder("Mine"), 1);
    assertThat(server.mailboxNames("user")).contains("Mine");
    assertThat(box("Mine").messages()).hasSize(1);
    assertThat(program.files("F1")).hasSize(4);
    assertThat(box("F1").messages()).hasSize(4);
  }

  /** The status of an unchanged folder is not opened: a broken one would be made anew. */
  @Test
  void nothingChangedOpensNoStatus() throws Exception {
    settle(2, 4);
    program.sync();
    Path status = program.metadata().resolve("Account-A/LocalStatus-sqlite/F1");
    FileTime modified = Files.getLastModifiedTime(status);
    byte[] broken = new byte[Math.toIntExact(Files.size(status))];
    Files.write(status, broken);
    Files.setLastModifiedTime(status, modified);
    program.sync();
    assertThat(status).hasBinaryContent(broken);
    fill("F1", 1);
    program.sync();
    assertThat(Files.readAllBytes(status)).isNotEqualTo(broken);
  }

  @Test
  void aKeywordIsSeen() throws Exception {
    settle(2, 4);
    program.sync();
    box("F1").setFlags(2, FlagSet.ofImapNames(java.util.List.of("$Work")));
    program.sync();
    assertThat(program.events())
        .filteredOn(SyncEvent.FolderStarted.class::isInstance)
        .as("the folder is looked at, whether or not the keyword has a letter")
        .hasSize(1);
  }

  @Test
  void aDayWithoutAFullListingIsFollowedByOne() throws Exception {
    settle(1, 4);
    program.later(Duration.ofHours(25));
    program.sync();
    assertThat(session().commandsAfterLogin())
        .anyMatch(command -> command.matches("UID FETCH 1:\\* \\(UID FLAGS\\)"));
  }

  private static void flag(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String flagged = name.substring(0, name.lastIndexOf(':')) + ":2,FS";
    Files.move(file, file.resolveSibling("../cur").normalize().resolve(flagged));
  }

  private void localFolder(String name) throws IOException {
    for (String part : java.util.List.of("cur", "new", "tmp")) {
      Files.createDirectories(program.mail().resolve(name).resolve(part));
    }
    Files.writeString(program.mail().resolve(name + "/new/1.m"), "Subject: m\n\nm\n");
  }

  @FunctionalInterface
  private interface Change {
    void make() throws Exception;
  }

  /** The change is carried over in the next pass, and two passes later nothing is looked at. */
  private void seesOnlyAndRests(String what, Change change, int folders) throws Exception {
    program.sync();
    program.sync();
    assertThat(program.events())
        .as("before " + what)
        .noneMatch(SyncEvent.FolderStarted.class::isInstance);
    change.make();
    program.sync();
    assertThat(program.events())
        .as(what)
        .filteredOn(SyncEvent.FolderStarted.class::isInstance)
        .hasSize(folders);
    program.sync();
  }

  @Test
  void withoutListStatusUnchangedFoldersAreAskedTogetherAndNotSelected() throws Exception {
    server.close();
    server =
        SandboxServer.builder()
            .grace(Duration.ofMillis(100))
            .without(org.offlineimap.sandbox.Capability.LIST_STATUS)
            .start();
    program = new InProcess(home, server.port());
    settle(10, 2);
    program.sync();
    wokeTheServerAtMost(4);
    assertThat(session().commandsAfterLogin())
        .noneMatch(command -> command.startsWith("SELECT"))
        .filteredOn(command -> command.startsWith("STATUS"))
        .hasSize(11);
  }
}
