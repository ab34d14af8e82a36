package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sync.Window;

/** Messages outside a window are neither copied nor changed nor taken for gone. */
@Timeout(120)
final class WindowTest {
  @TempDir Path home;
  private SandboxServer server;
  private InProcess program;

  @BeforeEach
  void start() throws IOException {
    begin();
  }

  private void begin(Capability... without) throws IOException {
    server = SandboxServer.builder().grace(Duration.ZERO).without(without).start();
    program = new InProcess(home, server.port());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Mailbox inbox() {
    return server.mailbox("user", "INBOX");
  }

  private void deliver(String subject, int year, int octets) {
    byte[] mail =
        ("Subject: " + subject + "\r\n\r\n" + "x".repeat(octets) + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    inbox()
        .deliver(mail, FlagSet.none(), OffsetDateTime.of(year, 6, 1, 0, 0, 0, 0, ZoneOffset.UTC));
  }

  private static Window since(int year) {
    return new Window(
        Optional.of(new Window.Begin.Day(LocalDate.of(year, 1, 1))),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static Window start(int year) {
    return new Window(
        Optional.empty(),
        Optional.of(LocalDate.of(year, 1, 1)),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static Window localStart(int year) {
    return new Window(
        Optional.empty(),
        Optional.empty(),
        Optional.of(LocalDate.of(year, 1, 1)),
        OptionalLong.empty());
  }

  private static Window atMost(long octets) {
    return new Window(
        Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.of(octets));
  }

  private int here() throws IOException {
    return program.files("INBOX").size();
  }

  private int there() {
    return inbox().messages().size();
  }

  @Test
  void maxageFetchesTheYoungAndWideningFetchesHistory() throws Exception {
    for (int year = 2001; year <= 2006; year++) {
      deliver("of" + year, year, 1);
    }
    program.window(since(2004));
    program.sync();
    assertThat(here()).isEqualTo(3);
    program.sync();
    program.window(since(2002));
    program.sync();
    assertThat(here()).isEqualTo(5);
    assertThat(there()).isEqualTo(6);
  }

  @Test
  void leavingTheWindowDeletesNothingOnEitherSide() throws Exception {
    for (int year = 2001; year <= 2006; year++) {
      deliver("of" + year, year, 1);
    }
    program.sync();
    program.window(since(2005));
    for (int i = 0; i < 2; i++) {
      program.sync();
      assertThat(here()).isEqualTo(6);
      assertThat(there()).isEqualTo(6);
    }
    Files.delete(program.files("INBOX").getFirst());
    program.sync();
    assertThat(there()).as("deleted on disk while outside").isEqualTo(6);
    program.window(Window.NONE);
    program.sync();
    assertThat(there()).isEqualTo(6);
    assertThat(here()).as("fetched again").isEqualTo(6);
  }

  @Test
  void insideTheWindowDeletionsCross() throws Exception {
    for (int year = 2001; year <= 2006; year++) {
      deliver("of" + year, year, 1);
    }
    program.window(since(2004));
    program.sync();
    Files.delete(program.files("INBOX").getFirst());
    inbox().expunge(6);
    program.sync();
    assertThat(here()).isEqualTo(1);
    assertThat(there()).isEqualTo(4);
  }

  @Test
  void startdateIsFixedOnceAndNeedsAnEmptyDisk() throws Exception {
    for (int year = 2001; year <= 2006; year++) {
      deliver("of" + year, year, 1);
    }
    program.window(start(2004));
    program.sync();
    assertThat(here()).isEqualTo(3);
    assertThat(program.metadata().resolve("Repository-R/StartUID/INBOX")).hasContent("4\n");
    deliver("late", 1999, 1);
    program.sync();
    assertThat(here()).as("later UIDs take part, whatever their date").isEqualTo(4);
    Files.delete(program.metadata().resolve("Repository-R/StartUID/INBOX"));
    deliver("more", 2006, 1);
    assertThat(program.run().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(program.events())
        .anyMatch(event -> event.toString().contains("To use startdate on Repository R"));
    assertThat(here()).isEqualTo(4);
  }

  private Path file(int year, String rest) throws IOException {
    Path inbox = program.mail().resolve("INBOX");
    for (String part : List.of("new", "cur", "tmp")) {
      Files.createDirectories(inbox.resolve(part));
    }
    long time = LocalDate.of(year, 6, 1).toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
    return Files.writeString(
        inbox.resolve("cur").resolve(time + "." + rest), "Subject: of" + year + "\n\nx\n");
  }

  @Test
  void startdateOfTheMaildirTakesUpItsYoungFilesAndAllOfTheServer() throws Exception {
    for (int year = 2001; year <= 2006; year++) {
      file(year, "a");
    }
    program.window(localStart(2004));
    program.sync();
    assertThat(there()).isEqualTo(3);
    assertThat(program.metadata().resolve("Repository-L/StartUID/INBOX")).hasContent("1\n");
    deliver("old, on the server", 1999, 1);
    for (int i = 0; i < 2; i++) {
      program.sync();
      assertThat(there()).as("old files stay where they are in every pass").isEqualTo(4);
      assertThat(here()).as("all of the server's mail comes").isEqualTo(7);
    }
    program.window(Window.NONE);
    program.sync();
    assertThat(there()).as("history goes up when the line is gone").isEqualTo(7);
    assertThat(here()).isEqualTo(7);
  }

  @Test
  void startdateOfTheMaildirTrustsNoUidOfAnEarlierServer() throws Exception {
    String hash = "FMD5=7e33429f656f1e6e9d79b29c3f82c57e:2,S";
    file(2001, "a,U=1," + hash);
    file(2006, "b,U=9," + hash);
    program.window(localStart(2004));
    program.sync();
    assertThat(there()).isEqualTo(1);
    deliver("another message", 2007, 1);
    for (int i = 0; i < 2; i++) {
      program.sync();
      assertThat(there()).isEqualTo(2);
      assertThat(here()).isEqualTo(3);
    }
    assertThat(program.files("INBOX").stream().filter(at -> at.toString().contains(".a")))
        .singleElement()
        .asString()
        .doesNotContain("U=");
  }

  @Test
  void startdateOfTheMaildirNeedsAnEmptyServer() throws Exception {
    deliver("there before", 2006, 1);
    file(2006, "a");
    program.window(localStart(2004));
    assertThat(program.run().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(program.events())
        .anyMatch(event ->
            event
                .toString()
                .contains("To use startdate on Repository L, Repository R must be empty"));
    assertThat(here()).isEqualTo(1);
    assertThat(there()).isEqualTo(1);
  }

  @Test
  void maxsizeIsMeasuredByTheServerForWhatItHas() throws Exception {
    deliver("small", 2001, 10);
    deliver("large", 2001, 1000);
    program.window(atMost(500));
    program.sync();
    assertThat(here()).isEqualTo(1);
    String lines = "Subject: many lines\n\n" + "\n".repeat(470);
    Files.writeString(program.mail().resolve("INBOX/new/1.a"), lines);
    Files.writeString(program.mail().resolve("INBOX/new/1.b"), "Subject: b\n\n" + "y".repeat(500));
    program.sync();
    assertThat(there()).as("one goes up, and is larger there").isEqualTo(3);
    for (int i = 0; i < 2; i++) {
      program.sync();
      assertThat(here()).isEqualTo(3);
      assertThat(there()).isEqualTo(3);
    }
  }

  @Test
  void aQuickPassTrustsNumbersOnlyWithoutModSequences() throws Exception {
    deliver("one", 2001, 1);
    program.sync();
    program.sync();
    program.quick(true);
    inbox().setFlags(1, FlagSet.ofLetters("F"));
    assertThat(program.sync().flags()).isEqualTo(1);
    server.close();
    begin(Capability.QRESYNC, Capability.CONDSTORE);
    program = new InProcess(home.resolve("other"), server.port());
    deliver("one", 2001, 1);
    program.sync();
    program.sync();
    program.quick(true);
    inbox().setFlags(1, FlagSet.ofLetters("F"));
    assertThat(program.sync().flags()).as("numbers are equal").isZero();
    assertThat(server.lastSession().commandsAfterLogin())
        .noneMatch(command -> command.startsWith("SELECT"));
    deliver("two", 2001, 1);
    assertThat(program.sync().flags()).as("a folder that is not skipped is synced whole").isOne();
    program.quick(false);
    inbox().setFlags(1, FlagSet.none());
    assertThat(program.sync().flags()).isEqualTo(1);
  }

  @Test
  void aQuickPassWithMaxageWarnsAndIsFull() throws Exception {
    deliver("one", 2001, 1);
    program.window(since(2000));
    program.sync();
    program.sync();
    program.quick(true);
    program.sync();
    assertThat(program.events())
        .filteredOn(SyncEvent.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("Quick syncs (-q) not supported in conjunction with maxage or startdate");
  }
}
