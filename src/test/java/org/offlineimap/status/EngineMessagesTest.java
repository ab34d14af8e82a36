package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

final class EngineMessagesTest {
  private static final StatusKey INBOX = new StatusKey("INBOX");
  private static final UidSet ALL = UidSet.range(1, 10_000);

  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();

  private Path file() {
    return root.resolve("Engine/messages.sqlite");
  }

  private EngineMessages notes() {
    return new EngineMessages(
        file(), StatusDisk.system(true), (warning, text) -> notices.add(text));
  }

  private static MessageNote note(long uid, String digest) {
    return new MessageNote(
        new Uid(uid),
        100 + uid,
        digest,
        uid % 2 == 0 ? OptionalLong.of(-uid) : OptionalLong.empty(),
        uid % 2 == 0 ? Optional.of("M" + uid) : Optional.empty(),
        "$Work todo");
  }

  private static List<MessageNote> many(int from, int to) {
    List<MessageNote> many = new ArrayList<>();
    for (int uid = from; uid <= to; uid++) {
      many.add(note(uid, "d" + uid));
    }
    return many;
  }

  private void sql(String command) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(command);
    }
  }

  @Test
  void whatWasNotedIsFoundByTheNextRun() {
    EngineMessages first = notes();
    first.put(INBOX, 7, many(1, 4));
    first.put(new StatusKey("Other"), 7, List.of(note(3, "elsewhere")));
    first.flush();
    assertThat(notes().find(INBOX, 7, UidSet.of(2, 3, 99)).values())
        .containsExactlyInAnyOrder(note(2, "d2"), note(3, "d3"));
    assertThat(notices).isEmpty();
  }

  @Test
  void whatIsGoneOrOfAnotherUidValidityIsNotFound() {
    EngineMessages notes = notes();
    notes.put(INBOX, 7, many(1, 4));
    notes.remove(INBOX, UidSet.of(1));
    notes.flush();
    notes.remove(INBOX, UidSet.of(2));
    notes.remove(INBOX, UidSet.of(1));
    notes.put(INBOX, 8, List.of(note(3, "new")));
    assertThat(notes.find(INBOX, 7, ALL).keySet()).containsExactly(new Uid(4));
    assertThat(notes.find(INBOX, 8, ALL).values()).containsExactly(note(3, "new"));
  }

  @Test
  void aRunThatNotesNothingMakesNoFile() {
    EngineMessages notes = notes();
    notes.remove(INBOX, ALL);
    assertThat(notes.find(INBOX, 7, ALL)).isEmpty();
    notes.flush();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aDryRunWritesNothing() {
    EngineMessages notes = new EngineMessages(file(), StatusDisk.untouched(), (_, _) -> {});
    notes.put(INBOX, 7, many(1, 3));
    notes.flush();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void manyAreWrittenBeforeTheEnd() {
    EngineMessages notes = notes();
    notes.put(INBOX, 7, many(1, 5000));
    assertThat(notes().find(INBOX, 7, ALL)).hasSize(5000);
  }

  @Test
  void aFileThatIsNoDatabaseIsHarmlessAndStartsAnew() throws Exception {
    Files.createDirectories(root.resolve("Engine"));
    Files.writeString(file(), "what a loss of power left behind ".repeat(100));
    EngineMessages notes = notes();
    assertThat(notes.find(INBOX, 7, ALL)).isEmpty();
    assertThat(notices).singleElement().asString().contains("starts anew");
    notes.put(INBOX, 7, many(1, 2));
    assertThat(notes.find(INBOX, 7, ALL)).hasSize(2);
  }

  @Test
  void brokenOctetsAreFoundOutWhenWritingToo() throws Exception {
    Files.createDirectories(root.resolve("Engine"));
    Files.writeString(file(), "x".repeat(9000));
    EngineMessages notes = notes();
    notes.put(INBOX, 7, many(1, 2));
    notes.flush();
    notes.put(INBOX, 7, many(3, 4));
    assertThat(notes.find(INBOX, 7, ALL)).hasSize(2);
  }

  @Test
  void aRowThatDoesNotAddUpIsNotTrusted() throws Exception {
    EngineMessages notes = notes();
    notes.put(INBOX, 7, many(1, 3));
    notes.flush();
    sql("UPDATE message SET sha256='d1' WHERE uid=3");
    assertThat(notes().find(INBOX, 7, ALL).keySet())
        .containsExactlyInAnyOrder(new Uid(1), new Uid(2));
  }

  @Test
  void tablesOfAnotherVersionAreReplaced() throws Exception {
    Files.createDirectories(root.resolve("Engine"));
    sql("CREATE TABLE message (strange TEXT)");
    EngineMessages notes = notes();
    assertThat(notes.find(INBOX, 7, ALL)).isEmpty();
    notes.put(INBOX, 7, many(1, 2));
    assertThat(notes.find(INBOX, 7, ALL)).hasSize(2);
  }

  @Test
  void whatCannotBeWrittenIsToldAndFailsNothing() throws Exception {
    Files.createDirectories(file());
    EngineMessages notes = notes();
    notes.put(INBOX, 7, many(1, 2));
    notes.flush();
    assertThat(notes.find(INBOX, 7, ALL)).isEmpty();
    assertThat(notices).singleElement().asString().contains("fewer moved messages");
  }
}
