package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.SyncEvent.CopyingMessage.Copy;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.ui.UserInterface.Terminal;

/** The capture of the reference (ui 6) as golden, without the threads of copies. */
final class MachineFaceTest {
  private static final FolderName INBOX = new FolderName("INBOX");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void drawsTheCapturedRun() {
    draw(capturedRun());
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            msg:protocol:MainThread:7.2.0
            msg:initbanner:MainThread:OfflineIMAP+9.0.0%0A++Licensed
            msg::MainThread:offlineimap+v9.0.0%2C+Java+v25
            msg:registerthread:Account+sync+Test:Test
            msg:acct:Account+sync+Test:Test
            msg:connecting:Account+sync+Test:127.0.0.1%0A21143%0ARem
            msg::Account+sync+Test:Creating+folder+LocalNew%5BRem%5D
            msg:_display:Account+sync+Test:Creating+new+Local+Status+db+for+Loc%3ALocalNew
            msg:syncfolders:Account+sync+Test:IMAP%0AMaildir
            msg:registerthread:Folder+INBOX+%5Bacc%3A+Test%5D:Test
            msg:syncingfolder:Folder+INBOX+%5Bacc%3A+Test%5D:IMAP%0AINBOX%0AMaildir%0AINBOX%0A
            msg:loadmessagelist:Folder+INBOX+%5Bacc%3A+Test%5D:Maildir%0AINBOX
            msg:messagelistloaded:Folder+INBOX+%5Bacc%3A+Test%5D:Maildir%0AINBOX%0A5
            msg:loadmessagelist:Folder+INBOX+%5Bacc%3A+Test%5D:IMAP%0AINBOX
            msg:messagelistloaded:Folder+INBOX+%5Bacc%3A+Test%5D:IMAP%0AINBOX%0A3
            msg:syncingmessages:Folder+INBOX+%5Bacc%3A+Test%5D:IMAP%0AINBOX%0AMaildir%0AINBOX%0A
            msg:copyingmessage:Folder+INBOX+%5Bacc%3A+Test%5D:4%0AIMAP%0AINBOX%0AMaildir%5BINBOX%5D
            msg:deletingmessages:Folder+INBOX+%5Bacc%3A+Test%5D:1%0AMaildir%09INBOX
            msg:addingflags:Folder+INBOX+%5Bacc%3A+Test%5D:2%0AF%0AINBOX
            msg:syncingmessages:Folder+INBOX+%5Bacc%3A+Test%5D:Maildir%0AINBOX%0AIMAP%0AINBOX%0A
            msg:copyingmessage:Folder+INBOX+%5Bacc%3A+Test%5D:-2%0AMaildir%0AINBOX%0AIMAP%5BINBOX%5D
            msg:copyingmessage:Folder+INBOX+%5Bacc%3A+Test%5D:-1%0AMaildir%0AINBOX%0AIMAP%5BINBOX%5D
            msg:addingflags:Folder+INBOX+%5Bacc%3A+Test%5D:3%0AR%0AINBOX
            msg:threadExited:MainThread:Folder+INBOX+%5Bacc%3A+Test%5D
            msg:unregisterthread:MainThread:Folder+INBOX+%5Bacc%3A+Test%5D
            warn:validityproblem:Folder+INBOX+%5Bacc%3A+Test%5D:INBOX%0ARem%0A99%0A1795403706
            msg::Folder+INBOX+%5Bacc%3A+Test%5D:%5BDRYRUN%5D+Copy+1+messages+from+INBOX%5BRem%5D+to+Loc
            msg::Account+sync+Test:Test%3A+ok%3A+nothing+to+do%3B+0+B+down%2C+0+B+up%2C+0+turnarounds%2C+0.1+s
            msg:acctdone:Account+sync+Test:Test
            msg:threadExited:MainThread:Account+sync+Test
            msg:unregisterthread:MainThread:Account+sync+Test
            msg:terminate:MainThread:0%0A%0A
            """);
  }

  private static List<SyncEvent> capturedRun() {
    SyncEvent.End remote = FirstSync.remote("INBOX");
    SyncEvent.End local = FirstSync.local("INBOX");
    return List.of(
        new SyncEvent.Banner("", "OfflineIMAP 9.0.0\n  Licensed"),
        new SyncEvent.Notice("", Optional.empty(), "offlineimap v9.0.0, Java v25"),
        new SyncEvent.AccountStarted("Test"),
        new SyncEvent.Connecting("Test", "Rem", "127.0.0.1", "21143"),
        new SyncEvent.FolderCreated("Test", "Rem", new FolderName("LocalNew"), false),
        new SyncEvent.StatusCreated("Test", Optional.empty(), "Loc", new FolderName("LocalNew")),
        new SyncEvent.SyncingFolders(
            "Test", FirstSync.side("Rem", "IMAP"), FirstSync.side("Loc", "Maildir")),
        new SyncEvent.FolderStarted("Test", remote, local),
        new SyncEvent.LoadingList("Test", INBOX, local),
        new SyncEvent.ListLoaded("Test", INBOX, local, 5),
        new SyncEvent.LoadingList("Test", INBOX, remote),
        new SyncEvent.ListLoaded("Test", INBOX, remote, 3),
        new SyncEvent.SyncingMessages("Test", INBOX, remote, local, 1),
        new SyncEvent.CopyingMessage("Test", INBOX, new Copy(4, 1, 1), remote, local),
        new SyncEvent.DeletingMessages("Test", INBOX, UidSet.of(1), local, false),
        flags("2", "F", local),
        new SyncEvent.SyncingMessages("Test", INBOX, local, remote, 2),
        new SyncEvent.CopyingMessage("Test", INBOX, new Copy(-2, 1, 2), local, remote),
        new SyncEvent.CopyingMessage("Test", INBOX, new Copy(-1, 2, 2), local, remote),
        flags("3", "R", remote),
        new SyncEvent.Progress("Test", INBOX, 1, 500),
        new SyncEvent.FolderFinished("Test", INBOX),
        new SyncEvent.UidValidityChanged("Test", INBOX, "Rem", 99, 1795403706),
        new SyncEvent.WouldCopy("Test", INBOX, 1, remote, "Loc"),
        new SyncEvent.AccountFinished("Test", FirstSync.NOTHING),
        new SyncEvent.Terminated("", 0));
  }

  private static SyncEvent flags(String uid, String letters, SyncEvent.End where) {
    return new SyncEvent.ChangingFlags(
        "Test",
        INBOX,
        UidSet.of(Long.parseLong(uid)),
        FlagSet.ofLetters(letters),
        new SyncEvent.ChangingFlags.Direction(true, where));
  }

  @Test
  void listsUidsAndFlagsWithFormFeedsAndDoesNotRepeatErrors() {
    draw(
        List.of(
            new SyncEvent.ChangingFlags(
                "Test",
                INBOX,
                UidSet.of(1, 3),
                FlagSet.ofLetters("FS"),
                new SyncEvent.ChangingFlags.Direction(false, FirstSync.local("INBOX"))),
            new SyncEvent.Failed(
                "Test", Optional.empty(), "", new SyncException.MessageFailure("Ä:b", null)),
            new SyncEvent.Terminated("", 1)));
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            msg:protocol:MainThread:7.2.0
            msg:deletingflags:Folder+INBOX+%5Bacc%3A+Test%5D:1%0C3%0AF%0CS%0AINBOX
            error::Account+sync+Test:ERROR%3A+%C3%84%3Ab
            msg:terminate:MainThread:1%0A%0A
            """);
  }

  @Test
  void tellsHooksAndUpgradedStatusFilesUnderTheirNames() {
    draw(
        List.of(
            new SyncEvent.HookTold("Test", "Calling hook: a"),
            new SyncEvent.StatusUpgraded("Test", "Upgrading")));
    assertThat(out.toString(UTF_8))
        .endsWith(
            """
            msg:callhook:Account+sync+Test:Calling+hook%3A+a
            msg:_display:Account+sync+Test:Upgrading
            """);
  }

  @Test
  void aFolderThatFailedEndsWithItsAccount() {
    draw(
        List.of(
            new SyncEvent.FolderStarted("Test", FirstSync.remote("INBOX"), FirstSync.local("acc1")),
            new SyncEvent.AccountFinished("Test", FirstSync.NOTHING)));
    assertThat(out.toString(UTF_8))
        .contains(
            "msg:threadExited:MainThread:Folder+acc1+%5Bremote+name+INBOX%5D+%5Bacc%3A+Test%5D\n"
                + "msg:unregisterthread:MainThread:Folder+acc1+%5Bremote+name+INBOX%5D");
  }

  @Test
  void countsTheSleepDownAndSaysWhenItIsOver() {
    draw(
        List.of(
            new SyncEvent.Waiting("Test", Duration.ofSeconds(90)),
            new SyncEvent.Waiting("Test", Duration.ofSeconds(30)),
            new SyncEvent.AccountStarted("Test")));
    assertThat(out.toString(UTF_8))
        .contains(
            """
            msg:sleeping:Account+sync+Test:60%0A90
            msg:sleeping:Account+sync+Test:30%0A30
            msg:sleeping:Account+sync+Test:0%0A0
            msg:registerthread:\
            """);
  }

  @Test
  void asksTheOtherProgramForThePassword() {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, false, UTF_8),
            new PrintStream(out, false, UTF_8),
            new ByteArrayInputStream("sécret\r\nnext\n".getBytes(UTF_8)),
            false);
    try (UserInterface ui = UserInterface.open(Style.MACHINEUI, Set.of(), terminal)) {
      assertThat(ui.prompter().password("me", Optional.of("no"))).hasValue("sécret".toCharArray());
      assertThat(ui.prompter().password("me", Optional.empty())).hasValue("next".toCharArray());
      assertThat(ui.prompter().password("me", Optional.empty())).isEmpty();
    }
    assertThat(out.toString(UTF_8))
        .startsWith(
            """
            msg:protocol:MainThread:7.2.0
            warn:getpasserror:MainThread:me%0Ano
            msg:getpass:MainThread:me
            msg:getpass:MainThread:me
            """);
  }

  private void draw(List<SyncEvent> events) {
    Terminal terminal =
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(out, false, UTF_8));
    try (UserInterface ui = UserInterface.open(Style.MACHINEUI, Set.of(), terminal)) {
      events.forEach(ui::accept);
    }
  }
}
