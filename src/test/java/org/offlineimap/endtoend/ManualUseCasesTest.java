package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.Dovecot;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** The manual's use cases, each run twice: the second run changes nothing on either side. */
final class ManualUseCasesTest {
  @TempDir Path temp;

  private Dovecot dovecot;

  @BeforeEach
  void start() throws IOException {
    dovecot = Dovecot.with().user("acc1", "pw1").user("acc2", "pw2").start();
  }

  @AfterEach
  void stop() throws IOException {
    dovecot.close();
  }

  private void fill(String user, String... folders) throws IOException {
    try (PlainImap imap = new PlainImap(dovecot.port(), user, dovecot.password(user))) {
      for (String folder : folders) {
        if (!folder.equals("INBOX")) {
          imap.create(folder);
        }
        imap.append(folder, ("Subject: in " + folder + "\r\n\r\n.\r\n").getBytes(ISO_8859_1), "");
      }
    }
  }

  private List<String> onServer(String user) throws IOException {
    try (Stream<Path> all = Files.list(dovecot.maildir(user))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static List<String> onDisk(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(directory -> Files.isDirectory(directory.resolve("cur")))
          .map(directory -> root.relativize(directory).toString())
          .sorted()
          .toList();
    }
  }

  /** Runs twice; the second run touches no file on either side and makes no folder. */
  private Rig.Run runTwice(Rig rig, String... users) throws Exception {
    Rig.Run first = rig.run();
    assertThat(first.exit()).as(first.output()).isZero();
    Map<String, Object> before = everything(rig, users);
    Rig.Run second = rig.run();
    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(everything(rig, users)).isEqualTo(before);
    return second;
  }

  private Map<String, Object> everything(Rig rig, String... users) throws IOException {
    Map<String, Object> all = new TreeMap<>(rig.files());
    for (String user : users) {
      Rig.files(dovecot.maildir(user))
          .forEach((name, state) -> {
            if (name.matches(".*(cur|new)/.*")) {
              all.put(user + ": " + name, state);
            }
          });
      all.put(user, onServer(user));
    }
    return all;
  }

  private Rig rig(String user, String localLines, String remoteLines) throws IOException {
    Rig rig = new Rig(temp.resolve("home"), dovecot.port(), user, dovecot.password(user));
    String text =
        Files.readString(rig.rc())
            .replace("sep = /\n", localLines + "\n")
            .replace("type = IMAP\n", "type = IMAP\n" + remoteLines + "\n");
    Files.writeString(rig.rc(), text);
    return rig;
  }

  @Test
  void everyFolderUnderInboxWithoutARuleOnTheOtherSide() throws Exception {
    fill("acc1", "INBOX", "[Gmail]/Sent Mail", "Work");
    Rig rig = rig("acc1", "sep = .", "nametrans = lambda x: 'INBOX.' + x");
    runTwice(rig, "acc1");
    assertThat(onDisk(rig.mail()))
        .containsExactly("INBOX.INBOX", "INBOX.Work", "INBOX.[Gmail].Sent Mail");
    assertThat(onServer("acc1")).containsExactly(".Work", ".[Gmail].Sent Mail");
  }

  @Test
  void onlyFoldersThatStartWithALabel() throws Exception {
    fill("acc1", "INBOX", "MyLabel", "MyLabel/deep", "Other");
    Rig rig = rig("acc1", "sep = /", "folderfilter = lambda folder: folder.startswith('MyLabel')");
    runTwice(rig, "acc1");
    assertThat(onDisk(rig.mail())).containsExactly("MyLabel", "MyLabel/deep");
    assertThat(rig.messages("MyLabel/deep")).hasSize(1);
  }

  @Test
  void everythingIntoOneFolderButThree() throws Exception {
    fill("acc1", "INBOX", "Drafts", "Sent", "Holiday/2011", "Work");
    Rig rig =
        rig(
            "acc1",
            "sep = .",
            """
            nametrans: lambda folder: folder if folder in ['INBOX', 'Drafts', 'Sent'] \\
                                      else re.sub(r'^', r'GMX.', folder)\
            """);
    Path mailboxes = temp.resolve("home/mailboxes");
    Files.writeString(
        rig.rc(),
        MBNAMES.replace("MAILBOXES", mailboxes.toString()),
        java.nio.file.StandardOpenOption.APPEND);
    runTwice(rig, "acc1");
    assertThat(onDisk(rig.mail()))
        .containsExactly("Drafts", "GMX.Holiday.2011", "GMX.Work", "INBOX", "Sent");
    assertThat(mailboxes)
        .content()
        .isEqualTo(
            "mailboxes \"+Test/Sent\" \"+Test/INBOX\" \"+Test/GMX.Work\" \"+Test/Drafts\"\n");
    rig.deliver("Notes", "1.new", "Subject: own\n\nx\n".getBytes(ISO_8859_1));
    Rig.Run run = rig.run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .contains("INFINITE FOLDER CREATION DETECTED! Folder 'Notes'")
        .contains("folderfilter = lambda f: f not in ['Notes']");
    assertThat(onServer("acc1")).doesNotContain(".Notes");
  }

  @Test
  void twoAccountsSideBySideWithHelpersForUserPasswordAndNames() throws Exception {
    fill("acc1", "INBOX", "Drafts", "Sent", "archiv", "Spam");
    fill("acc2", "INBOX", "Lists/mutt");
    Rig rig = new Rig(temp.resolve("home"), dovecot.port(), "unused", "unused");
    Path helpers = temp.resolve("home/offlineimap-helpers.py");
    Files.writeString(helpers, HELPERS);
    Files.writeString(
        rig.rc(),
        TWO_ACCOUNTS
            .replace("META", rig.metadata().toString())
            .replace("MAIL", rig.mail().toString())
            .replace("PORT", Integer.toString(dovecot.port())));
    Rig.Run second = runTwice(rig, "acc1", "acc2");
    assertThat(onDisk(rig.mail()))
        .containsExactly(
            "acc1/acc1",
            "acc1/acc1.Drafts",
            "acc1/acc1.Sent",
            "acc1/acc1.archiv",
            "acc2/acc2",
            "acc2/acc2.Lists.mutt");
    assertThat(rig.messages("acc2/acc2.Lists.mutt")).hasSize(1);
    assertThat(onServer("acc1")).containsExactly(".Drafts", ".Sent", ".Spam", ".archiv");
    assertThat(second.output()).doesNotContain("secret of");
  }

  private static final String MBNAMES =
      """
      [mbnames]
      enabled = yes
      filename = MAILBOXES
      header = "mailboxes "
      peritem = "+%(accountname)s/%(foldername)s"
      sep = " "
      footer = "\\n"
      folderfilter = lambda account, folder: account == 'Test' and 'Holiday' not in folder
      sort_keyfunc = lambda d: [-ord(c) for c in d['foldername']]
      """;

  private static final String HELPERS =
      """
      import re
      def get_username(host):
          return host.split('.')[1]
      def get_password(host):
          return {'acc1': 'pw1', 'acc2': 'pw2'}[get_username(host)]
      def oimaptransfolder_acc1(foldername):
          if(foldername == "INBOX"):
              retval = "acc1"
          else:
              retval = "acc1." + foldername
          retval = re.sub("/", ".", retval)
          return retval
      def oimaptransfolder_acc2(foldername):
          if(foldername == "INBOX"):
              retval = "acc2"
          else:
              retval = "acc2." + foldername
          retval = re.sub("/", ".", retval)
          return retval
      """;

  private static final String TWO_ACCOUNTS =
      """
      [general]
      accounts = acc1, acc2
      maxsyncaccounts = 2
      ui = ttyui
      metadata = META
      pythonfile=~/offlineimap-helpers.py
      socktimeout = 90
      [Account acc1]
      localrepository = acc1local
      remoterepository = acc1remote
      autorefresh = 2
      [Account acc2]
      localrepository = acc2local
      remoterepository = acc2remote
      autorefresh = 4
      [Repository acc1local]
      type = Maildir
      localfolders = MAIL/acc1
      [Repository acc2local]
      type = Maildir
      localfolders = MAIL/acc2
      [Repository acc1remote]
      type = IMAP
      remotehost = 127.0.0.1
      remoteport = PORT
      remoteusereval = get_username("imap.acc1.net")
      remotepasseval = get_password("imap.acc1.net")
      nametrans = oimaptransfolder_acc1
      ssl = no
      starttls = no
      maxconnections = 2
      # Folders to get:
      folderfilter = lambda foldername: foldername in [
                   'INBOX', 'Drafts', 'Sent', 'archiv']
      [Repository acc2remote]
      type = IMAP
      remotehost = 127.0.0.1
      remoteport = PORT
      remoteusereval = get_username("imap.acc2.net")
      remotepasseval = get_password("imap.acc2.net")
      nametrans = oimaptransfolder_acc2
      ssl = no
      starttls = no
      maxconnections = 2
      """;
}
