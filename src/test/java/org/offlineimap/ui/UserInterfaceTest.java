package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;

/** The captures of the reference (ui 3, 4, 5, 8) as goldens. */
final class UserInterfaceTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void ttyuiGroupsLinesByTaskOnStandardError() {
    draw(Style.TTYUI, Set.of(), FirstSync.events());
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            OfflineIMAP 9.0.0
              Licensed under the Apache License 2.0
            offlineimap v9.0.0, Java v25
            Account sync Test:
             *** Processing account Test
             Establishing connection to 127.0.0.1:21143 (Rem)
             Creating folder INBOX[Loc]
             Creating new Local Status db for Loc:INBOX
             Creating folder Work.Projects[Loc]
             Creating new Local Status db for Loc:Work.Projects
            Folder INBOX [acc: Test]:
             Syncing INBOX: IMAP -> Maildir
            Folder Sent [acc: Test]:
             Syncing Sent: IMAP -> Maildir
             Copy message UID 1 (1/1) Rem:Sent -> Loc:Sent
            Folder INBOX [acc: Test]:
             Copy message UID 1 (1/3) Rem:INBOX -> Loc:INBOX
             Copy message UID 2 (2/3) Rem:INBOX -> Loc:INBOX
            Folder Work/Projects [acc: Test]:
             Syncing Work/Projects: IMAP -> Maildir
            Account sync Test:
             *** Finished account 'Test' in 0:00
             Test: ok: nothing to do; 0 B down, 0 B up, 0 turnarounds, 0.1 s
            """);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void basicPrintsBareMessagesOnStandardOutput() {
    draw(Style.BASIC, Set.of(), laterSync());
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            *** Processing account Test
            Establishing connection to 127.0.0.1:21143 (Rem)
            Syncing INBOX: IMAP -> Maildir
            Copy message UID -1 (1/1) Loc:INBOX -> Rem:INBOX
            Deleting 1 messages (3) in Maildir[INBOX]
            Moving 2 messages (5:6) from IMAP[INBOX] to IMAP[Saved]
            Adding flag R to 1 messages on INBOX
            *** Finished account 'Test' in 0:00
            Test: ok: nothing to do; 0 B down, 0 B up, 0 turnarounds, 0.1 s
            """);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  private static List<SyncEvent> laterSync() {
    return List.of(
        new SyncEvent.AccountStarted("Test"),
        new SyncEvent.Connecting("Test", "Rem", "127.0.0.1", "21143"),
        new SyncEvent.FolderStarted("Test", FirstSync.remote("INBOX"), FirstSync.local("INBOX")),
        new SyncEvent.CopyingMessage(
            "Test",
            FirstSync.name("INBOX"),
            new Copy(-1, 1, 1),
            FirstSync.local("INBOX"),
            FirstSync.remote("INBOX")),
        new SyncEvent.DeletingMessages(
            "Test", FirstSync.name("INBOX"), UidSet.of(3), FirstSync.local("INBOX"), false),
        new SyncEvent.MovingMessages(
            "Test",
            FirstSync.name("INBOX"),
            UidSet.of(5, 6),
            new SyncEvent.MovingMessages.Way(FirstSync.remote("INBOX"), FirstSync.remote("Saved")),
            false),
        new SyncEvent.ChangingFlags(
            "Test",
            FirstSync.name("INBOX"),
            UidSet.of(2),
            FlagSet.ofLetters("R"),
            new SyncEvent.ChangingFlags.Direction(true, FirstSync.remote("INBOX"))),
        new SyncEvent.AccountFinished("Test", FirstSync.NOTHING));
  }

  @Test
  void ttyuiTellsBothNamesOfATranslatedFolder() {
    draw(
        Style.TTYUI,
        Set.of(),
        List.of(
            new SyncEvent.FolderStarted("A", FirstSync.remote("INBOX"), FirstSync.local("acc1")),
            new SyncEvent.Warning("A", Optional.of(FirstSync.name("INBOX")), "mind")));
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            Folder acc1 [remote name INBOX] [acc: A]:
             Syncing INBOX: IMAP -> Maildir
             mind
            """);
  }

  @Test
  void onlyTtyuiAnnouncesTheSleep() {
    List<SyncEvent> sleep = List.of(new SyncEvent.Waiting("A", Duration.ofMinutes(4)));
    draw(Style.BASIC, Set.of(), sleep);
    assertThat(out.toString(UTF_8)).isEmpty();
    draw(Style.TTYUI, Set.of(), sleep);
    assertThat(err.toString(UTF_8)).contains(" Next refresh in 4.0 minutes\n");
  }

  @Test
  void quietSaysNothingAboutACleanRun() {
    draw(Style.QUIET, Set.of(), FirstSync.events());
    assertThat(out.size() + err.size()).isZero();
  }

  @Test
  void repeatsEveryErrorAtTheEnd() {
    draw(Style.BASIC, Set.of(), failedRun());
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            ERROR: All authentication types failed:
            \tPLAIN: [AUTHENTICATIONFAILED] Authentication failed.
            ERROR: While attempting to sync account 'Test'
              disk full
            *** Finished account 'Test' in 1:08
            Test: auth: nothing done; 0 B down, 0 B up, 0 turnarounds, 68.0 s
            ERROR: Exceptions occurred during the run!
            ERROR: All authentication types failed:
            \tPLAIN: [AUTHENTICATIONFAILED] Authentication failed.
            ERROR: While attempting to sync account 'Test'
              disk full
            """);
  }

  private static List<SyncEvent> failedRun() {
    return List.of(
        failed(
            "",
            "All authentication types failed:\n"
                + "\tPLAIN: [AUTHENTICATIONFAILED] Authentication failed."),
        failed("While attempting to sync account 'Test'", "disk full"),
        new SyncEvent.AccountFinished(
            "Test", new Result(Result.Outcome.AUTH, Result.Counts.NONE, Duration.ofSeconds(68))),
        new SyncEvent.Terminated("", 1));
  }

  private static SyncEvent failed(String context, String text) {
    return new SyncEvent.Failed(
        "Test", Optional.empty(), context, new SyncException.MessageFailure(text, null));
  }

  @Test
  void quietShowsWarningsAndTheSkippedFolderAtTheEnd() {
    draw(
        Style.QUIET,
        Set.of(),
        List.of(
            new SyncEvent.UidValidityChanged("Test", FirstSync.name("Sent"), "Rem", 1, 2),
            new SyncEvent.DeletionsWithheld("Test", FirstSync.name("A b"), 60, 80, "f00d"),
            new SyncEvent.Terminated("", 2)));
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            UID validity problem for folder Sent (repo Rem) (saved 1; got 2); skipping it.\
             Please see FAQ and manual on how to handle this (\"UID validity problem\").
            Withholding 60 deletions in folder A b (75% of 80 messages); to let them go on, run\
             again with --confirm-deletions 'Test:A b:f00d'
            At least one folder skipped due to UID validity problem
            """);
  }

  @Test
  void debugShowsTheChosenCategoriesAndTheUnnamedOne() {
    draw(
        Style.BASIC,
        Set.of("imap"),
        List.of(debug("imap", "a"), debug("maildir", "b"), debug("", "c")));
    assertThat(out.toString(UTF_8)).isEqualTo("[imap]: a\n[]: c\n");
  }

  @Test
  void aDyingTaskLeavesItsLastDebugMessages() {
    draw(
        Style.QUIET,
        Set.of(),
        List.of(
            debug("imap", "last words"),
            new SyncEvent.Unexpected(
                "Test", Optional.empty(), new IllegalStateException("broken"))));
    assertThat(out.toString(UTF_8))
        .startsWith(
            """
            Thread 'Account sync Test' terminated with exception:
            java.lang.IllegalStateException: broken
            """)
        .endsWith(
            """


            Last 1 debug messages logged for Account sync Test prior to exception:
            [imap]: last words
            """);
  }

  private static SyncEvent debug(String category, String text) {
    return new SyncEvent.Debug("Test", Optional.empty(), category, text);
  }

  @Test
  void theLogFileGetsWhatTheInterfaceShowsFromThenOn(@TempDir Path dir) throws IOException {
    Path log = dir.resolve("t.log");
    Files.writeString(log, "older\n");
    try (UserInterface ui = open(Style.BASIC, Set.of())) {
      ui.accept(new SyncEvent.Banner("", "OfflineIMAP 9.0.0"));
      ui.logTo(log, "OfflineImap 9.0.0 starting...\n  Args: offlineimap -o");
      ui.accept(new SyncEvent.AccountStarted("Test"));
      ui.accept(new SyncEvent.Warning("Test", Optional.empty(), "mind\nthe gap"));
    }
    assertThat(Files.readString(log).replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "T"))
        .isEqualTo(
            """
            older
            T INFO: OfflineImap 9.0.0 starting...
              Args: offlineimap -o
            T INFO: *** Processing account Test
            T WARNING: mind
            the gap
            """);
  }

  /** What a server says may not move the cursor, colour or rename the window, or hide text. */
  @Test
  void noOtherSidesTextReachesATerminalAsItIs(@TempDir Path dir) throws IOException {
    String bad = "NO \u001b]0;title\u0007 \u009b31m\r\b \u202egnp\u2066 \u007f\tend";
    String good = "NO ?]0;title? ?31m?? ?gnp? ?\tend";
    FolderName folder = FirstSync.name("x\u001b[2J");
    Path log = dir.resolve("t.log");
    for (Style style : List.of(Style.TTYUI, Style.BASIC)) {
      try (UserInterface ui = open(style, Set.of())) {
        ui.logTo(log, "first");
        ui.accept(new SyncEvent.Warning("A", Optional.of(folder), bad));
        ui.accept(failed("", bad));
        ui.accept(new SyncEvent.Terminated("", 1));
      }
    }
    assertThat(err.toString(UTF_8)).contains("Folder x?[2J [acc: A]:\n " + good + "\n");
    assertThat(out.toString(UTF_8)).contains(good + "\nERROR: " + good + "\n");
    for (String printed :
        List.of(err.toString(UTF_8), out.toString(UTF_8), Files.readString(log))) {
      assertThat(printed).doesNotContainPattern("[\\p{Cntrl}\u202e\u2066&&[^\n\t]]");
    }
    assertThat(Files.readString(log)).contains("WARNING: " + good + "\n");
  }

  @Test
  void namesKeepWhatTheyAreWrittenWith() {
    String family = "\ud83d\udc69\u200d\ud83d\udc67 \u0646\u0627\u0645\u0647\u200c\u0647\u0627";
    draw(Style.BASIC, Set.of(), List.of(new SyncEvent.Warning("A", Optional.empty(), family)));
    assertThat(out.toString(UTF_8)).isEqualTo(family + "\n");
  }

  /** Told once, past the interface; what follows is still shown where it can be. */
  @Test
  void aFailureOfTheInterfaceItselfIsLoud(@TempDir Path dir) throws IOException {
    PrintStream failing =
        new PrintStream(out, false, UTF_8) {
          @Override
          public void print(String text) {
            throw new IllegalStateException("no paper");
          }
        };
    Path log = dir.resolve("t.log");
    UserInterface ui =
        UserInterface.open(
            Style.BASIC,
            Set.of(),
            new UserInterface.Terminal(failing, new PrintStream(err, false, UTF_8)));
    try (ui) {
      assertThat(ui.isBroken()).isFalse();
      ui.logTo(log, "first");
      ui.accept(new SyncEvent.AccountStarted("Test"));
      ui.accept(new SyncEvent.AccountFinished("Test", FirstSync.NOTHING));
    }
    assertThat(ui.isBroken()).isTrue();
    assertThat(err.toString(UTF_8))
        .startsWith(
            """
            The user interface failed; the run goes on, and its exit status will be 1.
            java.lang.IllegalStateException: no paper
            """)
        .containsOnlyOnce("no paper");
    assertThat(Files.readString(log)).contains("*** Processing", "*** Finished account 'Test'");
  }

  @Test
  void basicAndQuietCannotAskForAPassword() {
    try (UserInterface ui = open(Style.BASIC, Set.of())) {
      assertThat(ui.prompter().password("me", Optional.empty())).isEmpty();
    }
  }

  private void draw(Style style, Set<String> debug, List<SyncEvent> events) {
    try (UserInterface ui = open(style, debug)) {
      events.forEach(ui::accept);
    }
  }

  private UserInterface open(Style style, Set<String> debug) {
    return UserInterface.open(
        style,
        debug,
        new UserInterface.Terminal(
            new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8)));
  }
}
