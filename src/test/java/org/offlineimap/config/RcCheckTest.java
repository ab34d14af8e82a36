package org.offlineimap.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code config check} finds beyond the mistakes that stop a run. */
final class RcCheckTest {
  @TempDir Path directory;

  private static List<String> findings(String text) {
    return new RcCheck(SampleRc.SURROUNDINGS)
        .check("rc", text.getBytes(UTF_8), Overrides.NONE).problems().stream()
            .map(ConfigProblem::toString)
            .toList();
  }

  @Test
  void aGoodFileGivesNoFinding() {
    assertThat(findings(SampleRc.TEXT)).isEmpty();
  }

  @Test
  void accountsThatAreNotListedAreCheckedToo() {
    assertThat(findings(SampleRc.TEXT + "[Account B]\nquick = x\n"))
        .containsExactly(
            "rc:18: error: No option 'remoterepository' in section: 'Account B'",
            "rc:18: error: No option 'localrepository' in section: 'Account B'",
            "rc:19: error: [Account B] quick: invalid literal for int() with base 10: 'x'"
                + " (accepted: a whole number)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account | deletion_guard = no             | 7  | emptied by mistake",
        "remote  | ssl = no~starttls = no         | 18 | for everybody to read",
        "remote  | ssl_version = tls1              | 17 | tls1 is broken",
        "remote  | keepalive = 60                  | 17 | has no effect without autorefresh",
        "remote  | remotepasseval = f()            | 16 | comes after remotepasseval",
        "remote  | remotepassfile = /nonexistent/p | 17 | /nonexistent/p does not exist",
        "remote  | [Repository X]~type = Maildir  | 17 | [Repository X] no account uses it",
        "remote  | [account x]                     | 17 | did you mean [Account x]?",
        "remote  | [ui.Curses.Blinkenlights]       | 17 | means nothing any more",
        "remote  | [x]                             | 17 | [x] is no section that is read",
        "remote  | realdelete = yes                | 17 | realdelete means nothing any more",
        "remote  | remotehots = h                  | 17 | did you mean 'remotehost'?",
      })
  void warnsOf(String place, String lines, int line, String text) {
    assertThat(findings(SampleRc.with(place, lines.replace("~", "\n"))))
        .anyMatch(found -> found.startsWith("rc:" + line + ": ") && found.contains(text));
  }

  @Test
  void warnsOfMoreConnectionsThanGmailAllows() {
    String many = SampleRc.with("remote", "maxconnections = 16");
    assertThat(findings(many)).noneMatch(found -> found.contains("Gmail"));
    assertThat(findings(many.replace("type = IMAP", "type = Gmail")))
        .filteredOn(found -> found.contains("Gmail allows an account 15 connections"))
        .singleElement()
        .asString()
        .startsWith("rc:17: warning: [Repository R] maxconnections: ");
  }

  @Test
  void plainConnectionsToThisMachineAreNoDanger() {
    String text = SampleRc.with("remote", "ssl = no\nstarttls = no");
    assertThat(findings(text.replace("mail.example.org", "127.0.0.1"))).isEmpty();
    assertThat(findings(text.replace("mail.example.org", "::1"))).isEmpty();
    assertThat(findings(text.replace("mail.example.org", "localhost"))).hasSize(1);
  }

  @Test
  void warnsWhenAccountsShareARepositoryOrARoot() {
    String more =
        """
        [Account B]
        localrepository = M
        remoterepository = R
        [Repository M]
        type = Maildir
        localfolders = /home/u/Mail
        """;
    assertThat(findings(SampleRc.TEXT + more))
        .hasSize(2)
        .anyMatch(found -> found.startsWith("rc:12: ") && found.contains("accounts A, B share it"))
        .anyMatch(found -> found.startsWith("rc:23: ") && found.contains("[Repository L]"));
  }

  @Test
  void warnsOfASecretThatOthersCanRead() throws IOException {
    Path rc = Files.writeString(directory.resolve("rc"), SampleRc.TEXT);
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-r--r--"));
    RcCheck check = new RcCheck(SampleRc.SURROUNDINGS);
    assertThat(check.check(rc, Overrides.NONE).problems())
        .singleElement()
        .asString()
        .startsWith(rc + ":16: warning: ")
        .contains("chmod 600")
        .doesNotContain("secret\n");
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
    assertThat(check.check(rc, Overrides.NONE).problems()).isEmpty();
  }

  @Test
  void findsEveryValueThatNeedsPython() {
    String text =
        SampleRc.with("remote", "nametrans = lambda f: f\nfolderincludes = ['a']")
                .replace("# local", "folderfilter = f")
            + "[mbnames]\nheader = \"\"\nsep = x()\n";
    assertThat(
            new RcCheck(SampleRc.SURROUNDINGS)
                .check("rc", text.getBytes(UTF_8), Overrides.NONE)
                .python()
                .values())
        .extracting(PythonExpression::text)
        .containsExactly("f", "lambda f: f", "x()");
  }

  @Test
  void aMissingFileIsAnError() {
    Path none = directory.resolve("none");
    assertThat(new RcCheck(SampleRc.SURROUNDINGS).check(none, Overrides.NONE).problems())
        .singleElement()
        .matches(ConfigProblem::isError);
  }
}
