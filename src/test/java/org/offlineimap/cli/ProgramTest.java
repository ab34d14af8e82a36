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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.ui.UserInterface.Terminal;

/** What a command line leads to, as far as no server is needed. */
final class ProgramTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Program.run(
        new Terminal(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8)),
        arguments);
  }

  @Test
  void tellsTheBareVersion() {
    assertThat(run("--vers")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("9.0.0\n");
  }

  @Test
  void tellsAllVersionsInOneLine() {
    assertThat(run("-V")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("offlineimap v9.0.0, Java v").hasLineCount(1);
  }

  @Test
  void printsTheHelpOnStandardOutput() {
    assertThat(run("-h", "--version")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("Usage: offlineimap [options]\n");
  }

  @Test
  void theHelpNamesEveryOptionAndCommandOnceUnderAHeading() {
    run("--help");
    String help = out.toString(UTF_8);
    for (Switch option : Switch.values()) {
      String name = option.word().isEmpty() ? option.shortForm() : "--" + option.word();
      assertThat(help).containsOnlyOnce(option.help()).contains("  " + first(option));
      assertThat(help).contains(name);
    }
    for (SwitchGroup group : SwitchGroup.values()) {
      assertThat(help).contains("\n " + group.title() + "\n");
    }
    for (Command command : Command.values()) {
      assertThat(help).contains("  " + command.usage());
    }
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
  }

  private static String first(Switch option) {
    return option.shortForm().isEmpty() ? "--" + option.word() : option.shortForm();
  }

  @Test
  void explainsMisuseInTheWayOfOptparse() {
    assertThat(run("-x")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo("Usage: offlineimap [options]\n\nofflineimap: error: no such option: -x\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status x",
        "config",
        "config x",
        "login",
        "install",
        "sync",
        "demo -o",
        "demo a b"
      })
  void refusesWordsThatAreNoCommandOfThisVersion(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("offlineimap: error: ");
  }

  @Test
  void namesAMissingConfigurationFile() {
    Path missing = dir.resolve("none");
    assertThat(run("-c", missing.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo("*** Config file '" + missing + "' does not exist; aborting!\n");
  }

  @Test
  void reportsAnUnknownInterfaceBeforeTheMistakesOfTheFile() throws IOException {
    Path rc = Files.writeString(dir.resolve("rc"), "nonsense\n");
    assertThat(run("-c", rc.toString(), "-u", "foo")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "ERROR: UI 'foo' does not exist, choose one of: "
                + "ttyui, basic, quiet, syslog, machineui, blinkenlights, json\n");
  }

  @Test
  void showsEveryMistakeOfTheFileWithItsLine() throws IOException {
    Path rc =
        Files.writeString(dir.resolve("rc"), "[general]\nmaxsyncaccounts = x\nfsync = perhaps\n");
    assertThat(run("-c", rc.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains(rc + ":2: error: ").contains(rc + ":3: error: ");
    assertThat(out.size()).isZero();
  }

  @Test
  void takesUpAFolderAgainForOneAccountOnly() throws IOException {
    String side = "[Repository %s]\ntype = %s\n%s\n";
    Path rc =
        Files.writeString(
            dir.resolve("rc"),
            "[general]\naccounts = A, B\n[Account A]\nlocalrepository = L\nremoterepository = R\n"
                + "[Account B]\nlocalrepository = L\nremoterepository = R\n"
                + side.formatted("L", "Maildir", "localfolders = " + dir.resolve("mail"))
                + side.formatted("R", "IMAP", "remotehost = localhost"));
    assertThat(run("-c", rc.toString(), "--adopt-uidvalidity", "INBOX")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo("ERROR: you must supply only one account with '-a'\n");
  }

  @Test
  void refusesAConfirmationWithoutItsThreeParts() throws IOException {
    Path rc = Files.writeString(dir.resolve("rc"), "[general]\n");
    assertThat(run("-c", rc.toString(), "--confirm-deletions", "a:b")).isEqualTo(2);
  }
}
