package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.ui.UserInterface.Terminal;

/** What {@code --info} shows (reference: cli 6). */
final class InfoTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String type = "Maildir";

  private int info(int port) throws IOException {
    Files.createDirectories(directory.resolve("mail/Local/cur"));
    Files.createDirectories(directory.resolve("mail/Local/new"));
    Files.createDirectories(directory.resolve("mail/Local/tmp"));
    Path rc =
        Files.writeString(
            directory.resolve("rc"),
            """
            [general]
            accounts = Test
            metadata = DIR/meta
            [Account Test]
            localrepository = Loc
            remoterepository = Rem
            [Repository Loc]
            type = TYPE
            localfolders = DIR/mail
            [Repository Rem]
            type = IMAP
            remotehost = 127.0.0.1
            remoteport = PORT
            remoteuser = user
            remotepass = secret
            ssl = no
            starttls = no
            nametrans = lambda f: 'X.' + f
            folderfilter = lambda f: f != 'Sent'
            """
                .replace("DIR", directory.toString())
                .replace("TYPE", type)
                .replace("PORT", Integer.toString(port)));
    Terminal terminal =
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8));
    return Program.run(terminal, "-c", rc.toString(), "--info");
  }

  @Test
  void showsTheServerItsUseAndAllFolders() throws IOException {
    try (SandboxServer server = SandboxServer.builder().without(Capability.QRESYNC).start()) {
      server.mailbox("user", "Sent");
      assertThat(info(server.port())).as(err.toString(UTF_8)).isZero();
      assertThat(out.toString(UTF_8))
          .contains(
              "Remote repository 'Rem': type 'IMAP'\nHost: 127.0.0.1 Port: "
                  + server.port()
                  + " SSL: False\n",
              "Server identity: (\"name\" \"sandbox\")",
              "\n  LIST-STATUS        used: ",
              "\nYour own folders begin with: ''\n",
              "\n  QRESYNC            not offered: ",
              "\n  NOTIFY             used: changes of all folders at once, with push = all",
              "\nfolderfilter= lambda f: f != 'Sent'\nnametrans= lambda f: 'X.' + f\n",
              "Folderlist:\n INBOX -> X.INBOX\n Sent -> X.Sent (disabled)\n",
              "Local repository 'Loc': type 'Maildir'",
              "Folderlist:\n Local\n");
      assertThat(out.toString(UTF_8)).doesNotContain("secret");
      assertThat(directory.resolve("meta/Test.lock")).doesNotExist();
    }
  }

  @Test
  void callsAGmailMaildirByItsName() throws IOException {
    try (SandboxServer server = SandboxServer.builder().start()) {
      type = "GmailMaildir";
      assertThat(info(server.port())).as(err.toString(UTF_8)).isZero();
      assertThat(out.toString(UTF_8)).contains("Local repository 'Loc': type 'GmailMaildir'\n");
    }
  }

  @Test
  void namesTheQuirksKnownOfSuchServers() {
    assertThat(Quirk.of("* OK IMAP ready ( \"name\" \"Yandex mail\" )"))
        .containsExactly(Quirk.SHORT_COMMANDS, Quirk.SEARCH_WRONG);
    assertThat(Quirk.of("Host: imap.netease.example")).containsExactly(Quirk.ID_BEFORE_SELECT);
    assertThat(Quirk.of("* OK ready")).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws IOException {
    assertThat(info(1)).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("Remote repository 'Rem'");
    assertThat(err.toString(UTF_8)).contains("ERROR: ");
  }
}
