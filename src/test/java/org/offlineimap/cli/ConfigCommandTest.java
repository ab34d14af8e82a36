package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.ui.UserInterface.Terminal;

final class ConfigCommandTest {
  private static final String RC =
      """
      [general]
      accounts = A
      metadata = META
      [Account A]
      localrepository = L
      remoterepository = R
      [Repository L]
      type = Maildir
      localfolders = MAIL
      [Repository R]
      type = IMAP
      remotehost = mail.invalid
      remoteuser = me
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String text, String... more) throws IOException {
    Path rc = directory.resolve("rc");
    Files.writeString(
        rc, text.replace("META", directory + "/meta").replace("MAIL", directory + "/mail"));
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
    String[] line = new String[more.length + 4];
    System.arraycopy(more, 0, line, 0, more.length);
    System.arraycopy(
        new String[] {"config", "-c", rc.toString(), "check"}, 0, line, more.length, 4);
    return Program.run(
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8)), line);
  }

  @Test
  void saysNothingAboutAGoodFileAndWritesNothing() throws IOException {
    assertThat(check(RC)).isZero();
    assertThat(out.size() + err.size()).isZero();
    assertThat(directory).isDirectoryNotContaining("glob:**/{meta,mail}");
  }

  @Test
  void warningsAloneAreASuccess() throws IOException {
    assertThat(check(RC + "realdelete = no\n")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            directory + "/rc:14: warning: [Repository R] realdelete means nothing any more\n");
  }

  @Test
  void errorsAreToldWithTheirLinesAndGiveOne() throws IOException {
    assertThat(check(RC.replace("remotehost = ", "remotehots = ") + "ssl = x\n")).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("/rc:10: error: No remote host", "/rc:12: warning: ", "/rc:14: error: ");
    assertThat(err.size()).isZero();
  }

  @Test
  void theSettingsOfTheCommandLineAreCheckedWithTheFile() throws IOException {
    assertThat(check(RC, "-k", "Repository_R:ssl=maybe")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).startsWith("command line: error: ").contains("maybe");
  }

  @Test
  void everyPythonValueIsCompiled() throws IOException {
    assertThat(check(RC + "nametrans = lambda f: f\nfoldersort = lambda x, y: (\n")).isEqualTo(1);
    assertThat(out.toString(UTF_8).lines())
        .filteredOn(line -> line.contains("/rc:15: error: "))
        .singleElement()
        .asString()
        .contains("[Repository R] foldersort: ");
    assertThat(out.toString(UTF_8))
        .doesNotContain("rc:14: error: [Repository R] nametrans: Syntax");
  }

  @Test
  void withoutPythonEachOptionThatNeedsItIsAnError() throws IOException {
    assertThat(check(RC + "nametrans = lambda f: f\nfoldersort = cmp\n", "-k", "python=/none"))
        .isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("/rc:14: error: [Repository R] nametrans: this needs Python 3")
        .contains("/rc:15: error: [Repository R] foldersort: this needs Python 3");
  }
}
