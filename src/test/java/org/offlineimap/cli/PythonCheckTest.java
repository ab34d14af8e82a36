package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.ui.UserInterface.Terminal;

/** What Python finds in an rc file before anything is connected. */
final class PythonCheckTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String general, String remote, int port) throws Exception {
    Path rc = dir.resolve("rc");
    Files.writeString(
        rc,
        """
        [general]
        accounts = A
        metadata = %s
        %s
        [Account A]
        localrepository = L
        remoterepository = R
        [Repository L]
        type = Maildir
        localfolders = %s
        [Repository R]
        type = IMAP
        remotehost = 127.0.0.1
        remoteport = %d
        remoteuser = u
        remotepass = p
        ssl = no
        %s
        """
            .formatted(dir.resolve("meta"), general, dir.resolve("mail"), port, remote));
    PrintStream stream = new PrintStream(err, false, UTF_8);
    return Program.run(new Terminal(stream, stream), "-c", rc.toString(), "-u", "quiet");
  }

  /** Runs, and fails if anybody connects. */
  private String refused(String general, String remote) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(run(general, remote, server.getLocalPort())).isEqualTo(1);
      server.setSoTimeout(1);
      try {
        server.accept().close();
        throw new AssertionError("connected");
      } catch (SocketTimeoutException nobodyCame) {
        return err.toString(UTF_8);
      }
    }
  }

  @Test
  void aSyntaxErrorIsToldWithItsLineBeforeAnyNetwork() throws Exception {
    assertThat(refused("", "nametrans = lambda f: f +"))
        .contains(dir.resolve("rc") + ":18: error: [Repository R] nametrans: SyntaxError: ");
  }

  @Test
  void withoutPythonTheOptionsThatNeedItAreNamed() throws Exception {
    String told =
        refused(
            "python = /no/such/python3",
            "nametrans = lambda f: f\nfolderfilter = lambda f: True\nfolderincludes = ['a']");
    assertThat(told)
        .contains(":18: error: [Repository R] nametrans: this needs Python 3")
        .contains(":19: error: [Repository R] folderfilter: this needs Python 3")
        .contains("'/no/such/python3'")
        .doesNotContain("folderincludes:");
  }

  @Test
  void aPythonfileThatFailsIsTold() throws Exception {
    Files.writeString(dir.resolve("helpers.py"), "import no_such_module_here\n");
    assertThat(refused("pythonfile = " + dir.resolve("helpers.py"), "nametrans = lambda f: f"))
        .contains("the pythonfile " + dir.resolve("helpers.py") + " failed: ModuleNotFoundError")
        .contains("helpers.py:1)");
  }

  @Test
  void aMistakeInMbnamesIsToldBeforeAnythingStarts() throws Exception {
    String mbnames =
        "[mbnames]\nenabled = yes\nfilename = x\nheader = ''\nperitem = x\nsep = no such\n"
            + "footer = ''\nfolderfilter = lambda a, f: f +";
    assertThat(refused("", mbnames))
        .contains(":23: error: [mbnames] sep: ")
        .contains(":25: error: [mbnames] folderfilter: SyntaxError");
  }
}
