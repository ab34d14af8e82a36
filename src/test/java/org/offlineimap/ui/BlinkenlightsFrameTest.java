package org.offlineimap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.ui.ScreenState.Question;

/** Events to state to picture, without a terminal; letters stand for the colours of the lights. */
final class BlinkenlightsFrameTest {
  private final Narrator narrator = new Narrator(Set.of());
  private final ScreenReducer reducer = new ScreenReducer();
  private Instant now = Instant.parse("2026-11-23T03:16:10Z");

  private void tell(List<SyncEvent> events) {
    events.forEach(this::tell);
  }

  private void tell(SyncEvent event) {
    Told told = narrator.tell(event);
    List<Line> lines = told.lines().stream().filter(line -> line.level() != Level.DEBUG).toList();
    reducer.accept(new Told(event, told.thread(), lines), now);
  }

  private void after(long millis) {
    now = now.plusMillis(millis);
  }

  private Frame frame(int columns, int rows) {
    return Frame.of(reducer.view(now), new Frame.Size(rows, columns), new Paint(ColourDepth.NONE));
  }

  private String picture(int columns, int rows) {
    StringBuilder text = new StringBuilder();
    for (AttributedString line : frame(columns, rows).lines()) {
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The lights of an account, as letters. */
  private String lamps(String account) {
    return picture(80, 24)
        .lines()
        .filter(line -> line.contains(" " + account + ": "))
        .map(line -> line.substring(line.indexOf(account + ": ") + account.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  private static SyncEvent copy(String folder, long ordinal, long total) {
    return new SyncEvent.CopyingMessage(
        "Test",
        FirstSync.name(folder),
        new Copy(ordinal, ordinal, total),
        FirstSync.remote(folder),
        FirstSync.local(folder));
  }

  @Test
  void looksLikeTheCaptureOfAFirstSync() {
    tell(FirstSync.events());
    tell(new SyncEvent.Waiting("Test", Duration.ofSeconds(12)));
    assertThat(picture(80, 24))
        .isEqualTo(
            """
            OfflineIMAP 9.0.0                          Licensed under the Apache License 2.0




            offlineimap v9.0.0, Java v25
            *** Processing account Test
            Establishing connection to 127.0.0.1:21143 (Rem)
            Creating folder INBOX[Loc]
            Creating new Local Status db for Loc:INBOX
            Creating folder Work.Projects[Loc]
            Creating new Local Status db for Loc:Work.Projects
            Syncing INBOX: IMAP -> Maildir
            Syncing Sent: IMAP -> Maildir
            Copy message UID 1 (1/1) Rem:Sent -> Loc:Sent
            Copy message UID 1 (1/3) Rem:INBOX -> Loc:INBOX
            Copy message UID 2 (2/3) Rem:INBOX -> Loc:INBOX
            Syncing Work/Projects: IMAP -> Maildir
            *** Finished account 'Test' in 0:00
            Test: ok: nothing to do; 0 B down, 0 B up, 0 turnarounds, 0.1 s
            Next sync in 0:12
            q quit  s sync all  1 sync account  f finish
            1: [  0:12]         Test: .mmf
            0: [active]     *Control: @
            """);
  }

  @Test
  void aLightFollowsItsTaskFromBeginningToEnd() {
    tell(new SyncEvent.AccountStarted("Test"));
    assertThat(lamps("Test")).isEqualTo("a");
    tell(new SyncEvent.Connecting("Test", "Rem", "h", "993"));
    assertThat(lamps("Test")).isEqualTo("c");
    tell(
        new SyncEvent.SyncingFolders(
            "Test", FirstSync.side("Rem", "IMAP"), FirstSync.side("Loc", "Maildir")));
    assertThat(lamps("Test")).isEqualTo("s");
    tell(new SyncEvent.FolderStarted("Test", FirstSync.remote("Sent"), FirstSync.local("Sent")));
    assertThat(lamps("Test")).isEqualTo("af");
    tell(new SyncEvent.LoadingList("Test", FirstSync.name("Sent"), FirstSync.remote("Sent")));
    assertThat(lamps("Test")).isEqualTo("al");
    tell(new SyncEvent.ListLoaded("Test", FirstSync.name("Sent"), FirstSync.remote("Sent"), 9));
    assertThat(lamps("Test")).isEqualTo("af");
    tell(half("Sent", 2));
    assertThat(lamps("Test")).isEqualTo("as");
    after(200);
    assertThat(lamps("Test")).isEqualTo("a.");
    tell(copy("Sent", 1, 2));
    assertThat(lamps("Test")).isEqualTo("am");
    tell(new SyncEvent.Progress("Test", FirstSync.name("Sent"), 1, 5));
    after(200);
    assertThat(lamps("Test")).isEqualTo("am");
    tell(new SyncEvent.Progress("Test", FirstSync.name("Sent"), 1, 10));
    after(200);
    assertThat(lamps("Test")).isEqualTo("a.");
    tell(new SyncEvent.Adopted("Test", FirstSync.name("Sent"), UidSet.of(7)));
    assertThat(lamps("Test")).isEqualTo("an");
    tell(flags(true));
    assertThat(lamps("Test")).isEqualTo("a+");
    tell(flags(false));
    assertThat(lamps("Test")).isEqualTo("a-");
    tell(
        new SyncEvent.DeletingMessages(
            "Test", FirstSync.name("Sent"), UidSet.of(3), FirstSync.local("Sent"), false));
    assertThat(lamps("Test")).isEqualTo("ad");
    tell(new SyncEvent.FolderFinished("Test", FirstSync.name("Sent")));
    after(200);
    assertThat(lamps("Test")).isEqualTo("a.");
    tell(new SyncEvent.AccountFinished("Test", FirstSync.NOTHING));
    after(200);
    assertThat(lamps("Test")).isEqualTo("..");
  }

  private static SyncEvent half(String folder, long messages) {
    return new SyncEvent.SyncingMessages(
        "Test",
        FirstSync.name(folder),
        FirstSync.remote(folder),
        FirstSync.local(folder),
        messages);
  }

  private static SyncEvent flags(boolean add) {
    return new SyncEvent.ChangingFlags(
        "Test",
        FirstSync.name("Sent"),
        UidSet.of(2),
        FlagSet.ofLetters("F"),
        new SyncEvent.ChangingFlags.Direction(add, FirstSync.remote("Sent")));
  }

  @Test
  void aLightThatWentOutIsUsedAgainFirstAndWorkTooShortForTheEyeGlows() {
    tell(new SyncEvent.AccountStarted("Test"));
    for (int i = 0; i < 500; i++) {
      tell(new SyncEvent.FolderUnchanged("Test", FirstSync.name("f" + i)));
    }
    assertThat(lamps("Test")).isEqualTo("af");
    after(200);
    assertThat(lamps("Test")).isEqualTo("a.");
  }

  @Test
  void theCountdownRunsAndFlashesBySeconds() {
    tell(new SyncEvent.Waiting("Test", Duration.ofMinutes(5)));
    assertThat(picture(60, 10)).contains("1: [  5:00]         Test: .\n");
    after(1000);
    assertThat(picture(60, 10)).contains("1: [  4:59]         Test: z\n");
    after(1000);
    assertThat(picture(60, 10)).contains("1: [  4:58]         Test: .\n");
    tell(new SyncEvent.Waiting("Test", Duration.ZERO));
    tell(new SyncEvent.AccountStarted("Test"));
    assertThat(picture(60, 10)).contains("1: [active]         Test: a\n");
  }

  @Test
  void tellsHowFarCopyingIsFolderByFolderAndTheLastError() {
    tell(new SyncEvent.AccountStarted("Test"));
    tell(copy("INBOX", 1, 60));
    tell(copy("Sent", 1, 40));
    tell(new SyncEvent.Progress("Test", FirstSync.name("INBOX"), 20, 3_000_000));
    after(2000);
    tell(
        new SyncEvent.Failed(
            "Test",
            Optional.empty(),
            "",
            new SyncException.MessageFailure("disk\u001b full", null)));
    assertThat(picture(70, 14))
        .contains(
            """
            INBOX 33% 20/60 | Sent 0% 0/40
            20 of 100 messages, 3.0 MB, 1.5 MB/s, 0:08 left
            Last error: Test: disk? full
            """);
    tell(new SyncEvent.AccountFinished("Test", FirstSync.NOTHING));
    assertThat(picture(70, 14)).doesNotContain("Last error");
  }

  @Test
  void theQuestionStaysBelowTheLogWithTheCursorBehindIt() {
    tell(FirstSync.events());
    reducer.ask(Optional.of(new Question("me", Optional.of("no"))));
    tell(copy("INBOX", 3, 3));
    assertThat(picture(60, 12))
        .contains(
            """
            me: no
             *** Input Required
             *** Please enter password for user 'me':
            Enter done  Esc no password
            """);
    assertThat(frame(60, 12).cursor()).contains(new Frame.Cursor(8, 42));
    reducer.ask(Optional.empty());
    assertThat(picture(60, 12)).doesNotContain("Input Required");
    assertThat(frame(60, 12).cursor()).isEmpty();
  }

  @Test
  void manyAccountsKeepThePickedOneInSight() {
    for (int i = 1; i <= 15; i++) {
      tell(new SyncEvent.AccountStarted("acc" + i));
    }
    reducer.pick(13);
    String picture = picture(40, 12);
    assertThat(picture)
        .contains(" > [active]        acc14: a\n")
        .contains("q quit  Up/Down 9 more accounts\n")
        .contains("0: [active]");
    assertThat(reducer.picked()).contains("acc14");
    reducer.pick(-99);
    assertThat(reducer.picked()).contains("acc1");
    assertThat(picture(40, 12)).contains("1> [active]         acc1: a\n");
    assertThat(reducer.accountOf(0)).isEmpty();
    assertThat(reducer.accountOf(99)).isEmpty();
  }

  @Test
  void anErrorAndTheProgressAreSeenBesideManyAccounts() {
    for (int i = 1; i <= 20; i++) {
      tell(new SyncEvent.AccountStarted("acc" + i));
    }
    tell(
        new SyncEvent.Failed(
            "acc7", Optional.empty(), "", new SyncException.MessageFailure("no", null)));
    tell(copy("INBOX", 1, 60));
    after(2000);
    assertThat(picture(40, 10))
        .isEqualTo(
            """
            OfflineIMAP
            ERROR: no
            Copy message UID 1 (1/60) Rem:INBOX ->
              Loc:INBOX
            0 of 60 messages, 0 B, 0 B/s
            Last error: acc7: no
            q quit  Up/Down 19 more accounts
            2: [active]         acc2: a
            1> [active]         acc1: a
            0: [active]     *Control: @
            """);
  }

  @Test
  void moreLightsThanColumnsAreCounted() {
    tell(new SyncEvent.AccountStarted("Test"));
    for (int i = 0; i < 30; i++) {
      tell(
          new SyncEvent.FolderStarted("Test", FirstSync.remote("f" + i), FirstSync.local("f" + i)));
    }
    assertThat(lamps("Test")).isEqualTo("a" + "f".repeat(30));
    assertThat(picture(40, 10)).contains("1: [active]         Test: affffffffff+20\n");
  }

  @Test
  void fitsEverySize() {
    tell(FirstSync.events());
    tell(new SyncEvent.Notice("Test", Optional.empty(), "日本語の箱 ".repeat(30)));
    tell(copy("日本語", 1, 9));
    tell(new SyncEvent.AccountStarted("ein sehr langer Name"));
    tell(new SyncEvent.Waiting("x", Duration.ofMinutes(4000)));
    after(5000);
    for (int rows = 1; rows < 32; rows++) {
      for (int columns = 1; columns < 130; columns++) {
        Frame frame = frame(columns, rows);
        assertThat(frame.lines()).hasSize(rows);
        int widest = frame.lines().stream().mapToInt(Columns::width).max().orElseThrow();
        assertThat(widest).isLessThanOrEqualTo(columns);
      }
    }
  }
}
