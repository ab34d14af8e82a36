package org.offlineimap.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are wrong in form: each row of reference configuration 1.2 and 1.3. */
final class WrongFormTest {
  private static final String LAMBDA = "remoteuser: lambda f: f in ['a',\n'b']";

  private static Arguments first(String line, String where, String what) {
    return Arguments.of(line + "\n" + SampleRc.TEXT, where, what);
  }

  private static Arguments general(String line, String what) {
    return Arguments.of(SampleRc.with("general", line), "rc:3: error: ", what);
  }

  static Stream<Arguments> files() {
    return Stream.of(
        first("stray", "rc:1: error: ", "File contains no section headers"),
        first("a = b", "rc:1: error: ", "File contains no section headers"),
        first("[general", "rc:1: error: ", "File contains no section headers"),
        first("[]", "rc:1: error: ", "File contains no section headers"),
        first("  # c\n\n;d\nx", "rc:4: error: ", "File contains no section headers"),
        Arguments.of(
            SampleRc.TEXT + "[Account A] again\n", "rc:18: error: ", "'Account A' already exists"),
        Arguments.of(
            SampleRc.TEXT + "[x]\n  [Repository L]\n", "rc:19: error: ", "'Repository L' already"),
        Arguments.of(
            SampleRc.TEXT.replace("[Repository R]", "[Repository  R]"),
            "rc:6: error: ",
            "Could not find section 'Repository R'"),
        Arguments.of(
            SampleRc.TEXT.replace("[general]", "[DEFAULT]"),
            "rc: error: ",
            "No section: 'general'"),
        general("word", "Neither a section nor 'name = value': 'word'"),
        general("= 5", "Neither a section nor 'name = value'"),
        general(": 5", "Neither a section nor 'name = value'"),
        general("Accounts = A", "option 'accounts' in section 'general' already exists"),
        general("ACCOUNTS : A", "option 'accounts' in section 'general' already exists"),
        general("fsync = no ; really", "Not a boolean: no ; really"),
        general("fsync = no # really", "Not a boolean: no # really"),
        general("fsync = \"no\"", "Not a boolean: \"no\""),
        general("fsync : = no", "Not a boolean: = no"),
        general("maxsyncaccounts = 1\n  2", "invalid literal for int() with base 10: '1\n2'"),
        general("maxsyncaccounts = 1\n\n  2", "invalid literal for int() with base 10: '1\n\n2'"),
        general("maxsyncaccounts = 1\n  # c\n  2", "invalid literal for int()"),
        Arguments.of(
            SampleRc.TEXT.replace("remoteuser = u", LAMBDA),
            "rc:16: error: ",
            "Neither a section nor"),
        general("metadata = %(metadata", "bad interpolation variable reference"),
        general("metadata = %(nothing)s", "which is not a valid option name"),
        general("metadata = 100%", "'%' must be followed by '%' or '('"),
        general("metadata = %(fsync)d", "bad interpolation variable reference"),
        general(
            "socktimeout = %(x)s\nx = %(y)s\ny = %(x)s",
            "Recursion limit exceeded in value substitution"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isToldOnceWithItsLine(String text, String where, String what) {
    assertThat(SampleRc.errors(text)).singleElement().asString().startsWith(where).contains(what);
  }

  @Test
  void aFileThatIsNotUtf8IsToldWithTheLine() {
    byte[] octets = SampleRc.with("account", "quick = \u00e4").getBytes(ISO_8859_1);
    assertThat(errors(octets)).containsExactly("rc:7: error: The file is not UTF-8 text");
  }

  @Test
  void aByteOrderMarkAndForeignLineEndsAreNoMistake() {
    String text = "\uFEFF" + SampleRc.TEXT;
    assertThat(errors(text.getBytes(UTF_8))).isEmpty();
    assertThat(errors(text.replace("\n", "\r\n").getBytes(UTF_8))).isEmpty();
  }

  private static List<String> errors(byte[] octets) {
    return new RcCheck(SampleRc.SURROUNDINGS)
        .check("rc", octets, Overrides.NONE).problems().stream()
            .filter(ConfigProblem::isError)
            .map(ConfigProblem::toString)
            .filter(text -> !text.contains("No section: 'general'"))
            .toList();
  }
}
