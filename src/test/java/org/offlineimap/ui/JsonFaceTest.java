package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;

final class JsonFaceTest {
  private static final FolderName INBOX = new FolderName("INBOX");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private List<String> draw(List<SyncEvent> events) {
    JsonFace face =
        new JsonFace(
            new PrintStream(out, false, UTF_8), () -> Instant.parse("2026-11-23T03:16:10.5Z"));
    Narrator narrator = new Narrator(Set.of());
    events.forEach(event -> face.draw(narrator.tell(event)));
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void aResultHasTheClassTheCountsAndTheErrors() {
    Result.Counts counts = new Result.Counts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    List<String> lines =
        draw(
            List.of(
                new SyncEvent.AccountStarted("A"),
                new SyncEvent.Failed(
                    "A",
                    Optional.of(INBOX),
                    "while syncing",
                    new SyncException.FolderFailure("no \"route\"", null, true)),
                new SyncEvent.AccountFinished(
                    "A", new Result(Result.Outcome.PARTIAL, counts, Duration.ofMillis(1250)))));
    assertThat(lines.getLast())
        .isEqualTo(
            "{\"v\":1,\"time\":\"2026-11-23T03:16:10.500Z\",\"event\":\"result\",\"account\":\"A\","
                + "\"class\":\"partial\",\"exit\":1,\"downloaded\":1,\"uploaded\":2,\"moved\":3,"
                + "\"deleted_local\":4,\"deleted_remote\":5,\"flags\":6,\"adopted\":7,"
                + "\"withheld\":8,\"quarantined\":9,\"bytes_down\":10,\"bytes_up\":11,"
                + "\"turnarounds\":12,\"seconds\":1.25,\"errors\":[{\"folder\":\"INBOX\","
                + "\"context\":\"while syncing\",\"text\":\"no \\\"route\\\"\","
                + "\"retryable\":true}]}");
  }

  @Test
  void theErrorsOfAnEarlierPassAreNotThoseOfTheNext() {
    List<String> lines =
        draw(
            List.of(
                new SyncEvent.AccountStarted("A"),
                new SyncEvent.Failed(
                    "A", Optional.empty(), "", new SyncException.MessageFailure("x", null)),
                new SyncEvent.AccountFinished("A", FirstSync.NOTHING),
                new SyncEvent.AccountStarted("A"),
                new SyncEvent.AccountFinished("A", FirstSync.NOTHING)));
    assertThat(lines.get(2)).contains("\"text\":\"x\"");
    assertThat(lines.getLast()).contains("\"errors\":[]");
  }

  @Test
  void everyLineIsOneObjectWithVersionTimeAndEvent() throws IOException {
    for (String line : draw(oneOfEach())) {
      assertThat(fields(line)).startsWith("v", "time", "event").doesNotHaveDuplicates();
    }
  }

  private static List<String> fields(String line) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.FIELD_NAME && depth == 1) {
          names.add(parser.currentName());
        }
      }
    }
    return names;
  }

  /**
   * The page is the schema: a field that it does not name is a mistake, and so is a missing one.
   */
  @Test
  void theManualNamesEveryFieldOfEachEvent() throws IOException {
    String page = Files.readString(Path.of("docs/manual/json.md"));
    String result = page.substring(page.indexOf("## The result of an account"));
    for (SyncEvent event : oneOfEach()) {
      out.reset();
      String name = JsonEvents.name(event);
      int row = page.indexOf("\n| `" + name + "` |") + 1;
      String told = page.substring(row, page.indexOf('\n', row)).substring(name.length() + 6);
      String schema = event instanceof SyncEvent.AccountFinished ? result : told;
      List<String> drawn = event instanceof SyncEvent.Debug ? debug(event) : draw(List.of(event));
      List<String> own = new ArrayList<>(fields(drawn.getFirst()));
      own.removeAll(List.of("v", "time", "event", "account", "folder"));
      for (String field : own) {
        assertThat(schema).as(name).contains("`" + field + "`");
      }
      assertThat(own).as(name).hasSizeGreaterThanOrEqualTo(schema.contains("`") ? 1 : 0);
    }
  }

  private List<String> debug(SyncEvent event) {
    JsonFace face = new JsonFace(new PrintStream(out, false, UTF_8), () -> Instant.EPOCH);
    face.draw(new Narrator(Set.of("imap")).tell(event));
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void theManualNamesEveryEvent() throws IOException {
    String page = Files.readString(Path.of("docs/manual/json.md"));
    for (SyncEvent event : oneOfEach()) {
      assertThat(page).contains("\n| `" + JsonEvents.name(event) + "` |");
    }
  }

  @Test
  void eachKindOfEventIsTriedHere() {
    assertThat(oneOfEach().stream().<Class<?>>map(SyncEvent::getClass))
        .containsExactlyInAnyOrder(SyncEvent.class.getPermittedSubclasses());
  }

  /** Debug events are only shown when somebody debugs. */
  @Test
  void debugEventsStayHiddenUnlessAskedFor() {
    assertThat(draw(List.of(new SyncEvent.Debug("A", Optional.empty(), "imap", "x")))).isEmpty();
  }

  static List<SyncEvent> oneOfEach() {
    SyncEvent.End remote = FirstSync.remote("INBOX");
    SyncEvent.End local = FirstSync.local("INBOX");
    List<SyncEvent> events = new ArrayList<>();
    events.addAll(
        List.of(
            new SyncEvent.Banner("", "b"),
            new SyncEvent.AccountStarted("A"),
            new SyncEvent.AccountFinished("A", FirstSync.NOTHING),
            new SyncEvent.Connecting("A", "R", "h", "143"),
            new SyncEvent.Waiting("A", Duration.ofMinutes(1)),
            new SyncEvent.SyncingFolders(
                "A", FirstSync.side("Rem", "IMAP"), FirstSync.side("Loc", "Maildir")),
            new SyncEvent.FolderCreated("A", "R", INBOX, false),
            new SyncEvent.StatusCreated("A", Optional.empty(), "L", INBOX),
            new SyncEvent.StatusUpgraded("A", "u"),
            new SyncEvent.HookTold("A", "h"),
            new SyncEvent.FolderStarted("A", remote, local),
            new SyncEvent.FolderFinished("A", INBOX),
            new SyncEvent.FolderUnchanged("A", INBOX),
            new SyncEvent.LoadingList("A", INBOX, local),
            new SyncEvent.ListLoaded("A", INBOX, local, 3),
            new SyncEvent.SyncingMessages("A", INBOX, remote, local, 1),
            new SyncEvent.CopyingMessage("A", INBOX, new Copy(1, 1, 1), remote, local)));
    events.addAll(
        List.of(
            new SyncEvent.WouldCopy("A", INBOX, 2, remote, "L"),
            new SyncEvent.DeletingMessages("A", INBOX, UidSet.of(1), local, false),
            new SyncEvent.MovingMessages(
                "A",
                INBOX,
                UidSet.of(4, 5),
                new SyncEvent.MovingMessages.Way(remote, remote),
                true),
            new SyncEvent.ChangingFlags(
                "A",
                INBOX,
                UidSet.of(1),
                FlagSet.ofLetters("S"),
                new SyncEvent.ChangingFlags.Direction(true, local)),
            new SyncEvent.Adopted("A", INBOX, UidSet.of(1)),
            new SyncEvent.UidValidityChanged("A", INBOX, "R", 1, 2),
            new SyncEvent.DeletionsWithheld("A", INBOX, 60, 60, "t"),
            new SyncEvent.Progress("A", INBOX, 1, 10),
            new SyncEvent.Notice("A", Optional.empty(), "n"),
            new SyncEvent.Warning("A", Optional.of(INBOX), "w"),
            new SyncEvent.Failed(
                "A", Optional.empty(), "", new SyncException.MessageFailure("m", null)),
            new SyncEvent.Unexpected("A", Optional.empty(), new IllegalStateException("x")),
            new SyncEvent.Debugging("", "imap", "IMAP protocol debugging"),
            new SyncEvent.Debug("A", Optional.empty(), "imap", "d"),
            new SyncEvent.Terminated("", 0)));
    return events;
  }
}
