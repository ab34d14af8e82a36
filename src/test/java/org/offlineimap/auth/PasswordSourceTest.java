package org.offlineimap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.config.AuthMechanism;
import org.offlineimap.config.EncryptionConfig;
import org.offlineimap.config.FolderRules;
import org.offlineimap.config.HiddenText;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.LoginConfig;
import org.offlineimap.event.Prompter;
import org.offlineimap.mail.SyncException.AccountFailure;

final class PasswordSourceTest {
  @TempDir Path directory;
  private final List<String> questions = new ArrayList<>();

  private static LoginConfig login(String user, String password, Path file) {
    return new LoginConfig(
        Optional.of(user).filter(text -> !text.isEmpty()),
        Optional.of(password).filter(text -> !text.isEmpty()).map(HiddenText::new),
        Optional.of(file).filter(path -> !path.toString().isEmpty()),
        Optional.empty(),
        List.of(AuthMechanism.PLAIN));
  }

  private PasswordSource source(LoginConfig login, Prompter prompter) throws Exception {
    Path netrc =
        Files.writeString(directory.resolve("netrc"), "machine h login n password of-netrc\n");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    NetrcFiles files =
        new NetrcFiles(netrc, directory.resolve("none"), Files.getOwner(netrc).getName());
    EncryptionConfig encryption =
        new EncryptionConfig(
            true,
            EncryptionConfig.StartTls.UNSET,
            new EncryptionConfig.Trust.Platform(),
            List.of());
    FolderRules rules = new FolderRules(List.of(), true, true, false);
    return new PasswordSource(
        new ImapRepositoryConfig("R", rules, "h", 993, encryption, login, 1, true, 2),
        files,
        prompter);
  }

  private PasswordSource source(LoginConfig login) throws Exception {
    return source(
        login,
        (user, error) -> {
          questions.add(user + " " + error.orElse("-"));
          return Optional.of(("typed" + questions.size()).toCharArray());
        });
  }

  private static String shown(Credentials credentials) {
    return credentials.user() + ":" + credentials.password().use(String::new);
  }

  @Test
  void theRcFileComesBeforeThePasswordFileBeforeNetrcBeforeAQuestion() throws Exception {
    Path file = Files.writeString(directory.resolve("pass"), "  of-file \nsecond\n");
    Path none = Path.of("");
    assertThat(shown(source(login("n", "of-rc", file)).credentials())).isEqualTo("n:of-rc");
    assertThat(shown(source(login("n", "", file)).credentials())).isEqualTo("n:of-file");
    assertThat(shown(source(login("n", "", none)).credentials())).isEqualTo("n:of-netrc");
    assertThat(shown(source(login("", "", none)).credentials())).isEqualTo("n:of-netrc");
    assertThat(questions).isEmpty();
    assertThat(shown(source(login("u", "", none)).credentials())).isEqualTo("u:typed1");
  }

  @Test
  void anEmptyPasswordFileGoesOnToTheNextSource() throws Exception {
    Path file = Files.writeString(directory.resolve("pass"), "\n");
    assertThat(shown(source(login("n", "", file)).credentials())).isEqualTo("n:of-netrc");
  }

  @Test
  void aMissingPasswordFileIsAnErrorOfTheAccount() throws Exception {
    PasswordSource source = source(login("n", "", directory.resolve("missing")));
    assertThatThrownBy(source::credentials)
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("remotepassfile of repository 'R'");
  }

  @Test
  void whatWorkedIsNotAskedAgainAndARefusalIsShown() throws Exception {
    PasswordSource source = source(login("u", "", Path.of("")));
    assertThat(shown(source.credentials())).isEqualTo("u:typed1");
    source.refuse("no such user");
    Credentials second = source.credentials();
    source.accept(second);
    assertThat(source.credentials()).isSameAs(second);
    assertThat(questions).containsExactly("u -", "u no such user");
  }

  @Test
  void withoutAUserOrAnAnswerTheAccountStops() throws Exception {
    PasswordSource mute = source(login("u", "", Path.of("")), (_, _) -> Optional.empty());
    assertThatThrownBy(mute::credentials)
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("cannot ask");
    Files.writeString(directory.resolve("netrc"), "");
  }

  @Test
  void secretsHideThemselves() throws Exception {
    Credentials credentials = source(login("n", "of-rc", Path.of(""))).credentials();
    assertThat(credentials.toString()).doesNotContain("of-rc").contains("***");
    char[][] kept = new char[1][];
    String read =
        credentials
            .password()
            .use(characters -> {
              kept[0] = characters;
              return new String(characters);
            });
    assertThat(read).isEqualTo("of-rc");
    assertThat(kept[0]).containsOnly('\0');
  }

  @Test
  void plainSendsIdentityUserAndPassword() throws Exception {
    Secret password = Secret.of("pässword".toCharArray());
    Credentials credentials = new Credentials("user", password, Optional.of("boss"));
    SaslClient client = SaslClients.create(AuthMechanism.PLAIN, credentials, "h").orElseThrow();
    assertThat(client.getMechanismName()).isEqualTo("PLAIN");
    assertThat(client.hasInitialResponse()).isTrue();
    assertThat(new String(client.evaluateChallenge(new byte[0]), StandardCharsets.UTF_8))
        .isEqualTo("boss\0user\0pässword");
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void plainRefusesItsOwnSeparator() {
    Secret password = Secret.of("a\0b".toCharArray());
    assertThatThrownBy(() ->
            SaslClients.create(
                AuthMechanism.PLAIN, new Credentials("u", password, Optional.empty()), "h"))
        .isInstanceOf(SaslException.class);
  }
}
