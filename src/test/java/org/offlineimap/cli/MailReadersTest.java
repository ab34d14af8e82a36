package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.Installed;
import org.offlineimap.testing.Tmux;

/**
 * How mail readers refile, and what becomes of it on the server: the programs themselves, on files
 * that were downloaded before. What they do is written down in docs/manual/moves.md. One of the
 * long proofs ({@code ./check --long}).
 */
@Tag("long")
final class MailReadersTest {
  private static final String TEXT =
      """
      Date: Tue, 14 Nov 2023 22:13:20 +0000
      From: a@example.org
      To: b@example.org
      Subject: one
      Message-ID: <one@example.org>

      Text
      """
          .replace("\n", "\r\n");
  private static final String WHAT_MUTT_ADDS =
      "filterheaders = Content-Length, Lines, Status, X-Status";

  @TempDir Path temp;
  private Household house;

  @BeforeEach
  void start() throws IOException {
    house = new Household(temp, SandboxServer.builder());
    for (String folder : List.of("Work", "Next", "Trash")) {
      house.mailbox(folder);
    }
    house
        .mailbox("Work")
        .deliver(
            TEXT.getBytes(UTF_8),
            FlagSet.ofLetters("S"),
            Instant.ofEpochSecond(1_600_000_000).atOffset(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() throws IOException {
    house.close();
  }

  private void sync() throws IOException {
    Household.Run run = house.run();
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private List<String> commands() {
    return house.server.lastSession().commandsAfterLogin();
  }

  private String name(String folder) throws IOException {
    assertThat(house.files(folder)).as(folder).hasSize(1);
    return String.valueOf(house.files(folder).getFirst().getFileName());
  }

  private StoredMessage there(String folder) {
    Mailbox box = house.mailbox(folder);
    assertThat(box.messages()).as(folder).hasSize(1);
    return box.messages().getFirst();
  }

  /** The next run moves it on the server and transfers nothing, and the one after does nothing. */
  private void moves(String from, String to) throws IOException {
    sync();
    assertThat(commands())
        .anyMatch(command -> command.contains("UID MOVE"))
        .noneMatch(command -> command.contains("APPEND"))
        .noneMatch(command -> command.contains("BODY.PEEK[]"));
    assertThat(house.mailbox(from).messages()).isEmpty();
    assertThat(new String(there(to).octets(), ISO_8859_1)).isEqualTo(TEXT);
    assertThat(there(to).internalDate().toEpochSecond()).isEqualTo(1_600_000_000);
    assertThat(there(to).flags().letters()).contains("S");
    settled();
  }

  private void settled() throws IOException {
    sync();
    assertThat(commands()).noneMatch(c -> c.matches(".*(MOVE|APPEND|STORE|BODY.PEEK\\[]).*"));
  }

  /** The next run sends it once more. */
  private void isSent() throws IOException {
    sync();
    assertThat(commands())
        .anyMatch(command -> command.contains("APPEND"))
        .noneMatch(command -> command.contains("UID MOVE"));
  }

  // mutt and neomutt.

  /** Starts the reader on a folder, lets it press these keys, and waits for its end. */
  private void mutt(String program, String settings, String folder, String keys) throws Exception {
    Installed.demand(program, program);
    Path rc = temp.resolve("readerrc");
    Files.writeString(
        rc,
        "set folder = "
            + house.mail()
            + "\nset mbox_type = Maildir\nset spoolfile = +Work\nset sendmail = /bin/true\n"
            + "set confirmappend = no\nset confirmcreate = no\nset move = no\nset wait_key = no\n"
            + settings
            + "\n");
    Path directory = Files.createTempDirectory(temp, "tmux");
    try (Tmux tmux = Tmux.open(directory, 100, 30)) {
      tmux.type(program + " -n -F " + rc + " -f +" + folder + " -e 'push " + keys + "'");
      tmux.untilShell();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutt", "neomutt"})
  void whatMuttSavesMovesWhereItsFieldsAreKeptOffTheServer(String program) throws Exception {
    house.account(WHAT_MUTT_ADDS);
    sync();
    String before = name("Work");
    mutt(program, "set delete = yes", "Work", "<save-message>=Next<enter><quit>");
    assertThat(house.files("Work")).isEmpty();
    assertThat(name("Next")).isNotEqualTo(before).doesNotContain(",U=");
    assertThat(Files.readString(house.files("Next").getFirst())).contains("\nContent-Length: ");
    moves("Work", "Next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutt", "neomutt"})
  void elseItIsSentOnceAndMovesFromThenOn(String program) throws Exception {
    sync();
    mutt(program, "set delete = yes", "Work", "<save-message>=Next<enter><quit>");
    isSent();
    assertThat(house.mailbox("Work").messages()).isEmpty();
    assertThat(new String(there("Next").octets(), ISO_8859_1)).contains("\r\nContent-Length: ");
    settled();
    mutt(program, "set delete = yes", "Next", "<save-message>=Work<enter><quit>");
    sync();
    assertThat(commands())
        .anyMatch(command -> command.contains("UID MOVE"))
        .noneMatch(command -> command.contains("APPEND"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutt", "neomutt"})
  void whatMuttDeletesIntoItsTrashMovesThere(String program) throws Exception {
    house.account(WHAT_MUTT_ADDS);
    sync();
    mutt(program, "set delete = yes\nset trash = +Trash", "Work", "<delete-message><quit>");
    assertThat(house.files("Work")).isEmpty();
    moves("Work", "Trash");
  }

  /** The old file stays, with the letter T: it has not left, and both sides have both. */
  @ParameterizedTest
  @ValueSource(strings = {"mutt", "neomutt"})
  void withMaildirTrashTheOldOneIsOnlyMarked(String program) throws Exception {
    house.account(WHAT_MUTT_ADDS);
    sync();
    mutt(
        program,
        "set delete = yes\nset maildir_trash = yes",
        "Work",
        "<save-message>=Next<enter><quit>");
    assertThat(name("Work")).endsWith(":2,ST");
    isSent();
    assertThat(there("Work").flags().letters()).isEqualTo("ST");
    assertThat(new String(there("Next").octets(), ISO_8859_1)).isEqualTo(TEXT);
  }

  /** Nothing left: the message is in both folders. */
  @ParameterizedTest
  @ValueSource(strings = {"mutt", "neomutt"})
  void withoutDeleteItIsACopy(String program) throws Exception {
    sync();
    mutt(program, "set delete = no", "Work", "<save-message>=Next<enter><quit>");
    isSent();
    assertThat(house.mailbox("Work").messages()).hasSize(1);
    assertThat(house.mailbox("Next").messages()).hasSize(1);
  }

  // mu, by the words that mu4e says to it.

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatMu4eRefilesMovesWhetherItChangesNamesOrNot(boolean renames) throws Exception {
    Installed.demand("mu", "maildir-utils");
    sync();
    String before = name("Work");
    Path database = temp.resolve("mu");
    String home = "--muhome=" + database;
    Installed.run(temp, "", "mu", "init", home, "--maildir=" + house.mail());
    Installed.run(temp, "", "mu", "index", home);
    String said =
        Installed.run(
            temp,
            """
            (move :docid nil :msgid "one@example.org" :flags "-N" :maildir "/Next" :rename %s\
             :no-view t)
            (quit)
            """
                .formatted(renames ? "t" : "nil"),
            "mu",
            "server",
            home);
    assertThat(house.files("Work")).as(said).isEmpty();
    if (renames) {
      assertThat(name("Next")).isNotEqualTo(before).doesNotContain(",U=");
    } else {
      assertThat(name("Next")).isEqualTo(before);
    }
    moves("Work", "Next");
  }

  // notmuch and afew.

  private void notmuch(String... words) throws Exception {
    Installed.demand("notmuch", "notmuch");
    String[] command = new String[words.length + 1];
    command[0] = "notmuch";
    System.arraycopy(words, 0, command, 1, words.length);
    Installed.run(temp, "", command);
  }

  private void index() throws Exception {
    Files.writeString(
        temp.resolve(".notmuch-config"),
        "[database]\npath=%s\n[user]\nname=A\nprimary_email=a@example.org\n[new]\ntags=new\n"
                .formatted(house.mail())
            + "[maildir]\nsynchronize_flags=true\n");
    notmuch("new");
  }

  @Test
  void notmuchChangesFlagsAndNoFolder() throws Exception {
    sync();
    index();
    notmuch("tag", "+flagged", "+next", "*");
    sync();
    assertThat(commands()).noneMatch(command -> command.matches(".*(MOVE|APPEND).*"));
    assertThat(there("Work").flags()).isEqualTo(FlagSet.ofLetters("FS"));
  }

  @ParameterizedTest
  @CsvSource({"False", "True"})
  void whatAfewMovesMovesWhetherItRenamesOrNot(String rename) throws Exception {
    Installed.demand("afew", "afew");
    sync();
    String before = name("Work");
    index();
    notmuch("tag", "+next", "*");
    Path settings = Files.createDirectories(temp.resolve(".config/afew"));
    Files.writeString(
        settings.resolve("config"),
        "[MailMover]\nfolders = Work\nrename = %s\nWork = 'tag:next':Next\n".formatted(rename));
    Installed.run(temp, "", "afew", "--move-mails");
    assertThat(house.files("Work")).isEmpty();
    if (rename.equals("True")) {
      assertThat(name("Next")).isNotEqualTo(before).doesNotContain(",U=");
    } else {
      assertThat(name("Next")).isEqualTo(before);
    }
    moves("Work", "Next");
  }
}
