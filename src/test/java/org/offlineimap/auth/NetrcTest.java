package org.offlineimap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.mail.SyncException.AccountFailure;

final class NetrcTest {
  @TempDir Path directory;

  private static String password(String text, String host, String user) throws Exception {
    return NetrcParser.parse(text)
        .find(host, Optional.ofNullable(user.isEmpty() ? null : user))
        .map(entry -> entry.password().use(String::new))
        .orElse("none");
  }

  private static final String SEVERAL =
      """
      # a comment with machine h login nobody
      machine h login a password 1
      machine h
        login b # trailing
        account x
        password "2 3\\"4"
      macdef init
      cd /pub
      machine h login z password z

      machine i user c password p#q
      default login d password 5
      """;

  @ParameterizedTest
  @CsvSource({
    "h, a, 1",
    "h, b, 2 3\"4",
    "h, c, none",
    "h, '', 2 3\"4",
    "i, c, p#q",
    "i, d, none",
    "elsewhere, d, 5",
    "elsewhere, '', 5",
    "elsewhere, x, none"
  })
  void choosesAmongSeveralLoginsOfAHost(String host, String user, String expected)
      throws Exception {
    assertThat(password(SEVERAL, host, user)).isEqualTo(expected);
  }

  @Test
  void theLastOfEqualEntriesWins() throws Exception {
    String text = "machine h login a password 1\nmachine h login a password 2\n";
    assertThat(password(text, "h", "a")).isEqualTo("2");
  }

  @Test
  void anEntryWithoutALoginFitsAnyUser() throws Exception {
    assertThat(password("machine h password 1", "h", "a")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "machine",
        "machine h login a hunter2",
        "machine h login a password x hunter2 y"
      })
  void aMistakeNamesTheLineAndNoWord(String text) {
    assertThatThrownBy(() -> NetrcParser.parse("\n\n" + text))
        .isInstanceOfSatisfying(
            NetrcParser.Malformed.class,
            malformed -> {
              assertThat(malformed.line()).isEqualTo(3);
              assertThat(malformed).message().doesNotContain("hunter2");
            });
  }

  private NetrcFiles files(String own, String mode) throws Exception {
    Path file = Files.writeString(directory.resolve(".netrc"), own);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Path machine =
        Files.writeString(directory.resolve("etc"), "machine h login a password of-machine");
    return new NetrcFiles(file, machine, Files.getOwner(file).getName());
  }

  @Test
  void theUsersFileComesFirst() throws Exception {
    String own = "machine h login b password own";
    NetrcFiles files = files(own, "rw-------");
    assertThat(files.find("h", Optional.of("b")).orElseThrow().login()).isEqualTo("b");
    assertThat(files.find("h", Optional.of("a")).orElseThrow().login()).isEqualTo("a");
    assertThat(files.find("i", Optional.of("a"))).isEmpty();
  }

  @Test
  void aPasswordThatOthersCanReadIsRefused() throws Exception {
    assertThatThrownBy(() -> files("machine h password x", "rw-r-----").find("h", Optional.empty()))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("access too permissive");
    NetrcFiles noPassword = files("machine h login a", "rw-r--r--");
    assertThat(noPassword.find("h", Optional.empty())).isPresent();
  }

  @Test
  void aFileOfSomebodyElseIsRefused() throws Exception {
    NetrcFiles mine = files("machine h password x", "rw-------");
    NetrcFiles foreign = new NetrcFiles(mine.ofUser(), mine.ofMachine(), "somebody-else");
    assertThatThrownBy(() -> foreign.find("h", Optional.empty()))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("not to somebody-else");
  }

  @Test
  void missingFilesSayNothing() throws Exception {
    NetrcFiles none =
        new NetrcFiles(directory.resolve("no"), directory.resolve("nothing"), "somebody");
    assertThat(none.find("h", Optional.empty())).isEmpty();
  }
}
