package org.offlineimap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.config.EncryptionConfig;
import org.offlineimap.config.FolderRules;
import org.offlineimap.config.HiddenText;
import org.offlineimap.config.HoldConfig;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.Location;
import org.offlineimap.config.LoginConfig;
import org.offlineimap.config.MailboxConfig;
import org.offlineimap.config.OAuthConfig;
import org.offlineimap.config.PasswordConfig;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.ServerConfig;
import org.offlineimap.config.TextValue;
import org.offlineimap.event.Prompter;
import org.offlineimap.mail.SyncException.AccountFailure;

final class PasswordSourceTest {
  @TempDir Path directory;
  private final List<String> questions = new ArrayList<>();
  private Keyring keyring = Keyring.NONE;
  private final Prompter prompter =
      (user, error) -> {
        questions.add(user + " " + error.orElse("-"));
        return Optional.of(("typed" + questions.size()).toCharArray());
      };

  static PasswordConfig.Command command(String line) {
    return new PasswordConfig.Command(new HiddenText(line), Duration.ofSeconds(30));
  }

  private static ImapRepositoryConfig repository(String user, PasswordConfig password) {
    LoginConfig login =
        new LoginConfig(
            Optional.of(user).filter(text -> !text.isEmpty()).map(TextValue.Written::of),
            password,
            OAuthConfig.NONE,
            Optional.empty(),
            List.of());
    FolderRules rules = new FolderRules(FolderRules.Names.NONE, true, true, false);
    return new ImapRepositoryConfig(
        "R",
        rules,
        ServerConfig.direct("h", 993),
        EncryptionConfig.usual(),
        login,
        MailboxConfig.USUAL,
        1,
        true,
        List.of(),
        2,
        HoldConfig.DEFAULT,
        Optional.empty());
  }

  private PasswordSource source(String user, PasswordConfig password, Prompter asked)
      throws Exception {
    Path netrc =
        Files.writeString(directory.resolve("netrc"), "machine h login n password of-netrc\n");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    NetrcFiles files =
        new NetrcFiles(netrc, directory.resolve("none"), Files.getOwner(netrc).getName());
    return new PasswordSource(
        repository(user, password),
        new PasswordPlaces(files, keyring, new Values(FakePython.ANSWERS), asked, System.getenv()));
  }

  private String found(String user, PasswordConfig password) throws Exception {
    return shown(source(user, password, prompter).credentials("h"));
  }

  private static String shown(Credentials credentials) {
    return credentials.user() + ":" + credentials.password().use(String::new);
  }

  private static final Optional<TextValue> COMPUTED =
      Optional.of(
          new TextValue.Computed(
              new PythonExpression(
                  "Repository R", "remotepasseval", "f()", new Location("rc", 1))));
  private static final Optional<HiddenText> WRITTEN = Optional.of(new HiddenText("of-rc"));

  @Test
  void everySourceComesBeforeTheNextOne() throws Exception {
    Path file = Files.writeString(directory.resolve("pass"), "  of-file \nsecond\n");
    Optional<PasswordConfig.Command> command = Optional.of(command("printf 'of-command\\nsecond'"));
    keyring = new FakeKeyring(Map.of("h n", "of-keyring", "h u", "of-keyring"));
    Optional<Path> path = Optional.of(file);
    assertThat(found("n", new PasswordConfig(COMPUTED, WRITTEN, path, command)))
        .isEqualTo("n:computed by remotepasseval");
    assertThat(found("n", new PasswordConfig(Optional.empty(), WRITTEN, path, command)))
        .isEqualTo("n:of-rc");
    assertThat(found("n", new PasswordConfig(Optional.empty(), Optional.empty(), path, command)))
        .isEqualTo("n:of-file");
    assertThat(
            found(
                "n",
                new PasswordConfig(Optional.empty(), Optional.empty(), Optional.empty(), command)))
        .isEqualTo("n:of-command");
    assertThat(found("n", PasswordConfig.NONE)).isEqualTo("n:of-netrc");
    assertThat(found("", PasswordConfig.NONE)).isEqualTo("n:of-netrc");
    assertThat(found("u", PasswordConfig.NONE)).isEqualTo("u:of-keyring");
    assertThat(questions).isEmpty();
    keyring = Keyring.NONE;
    assertThat(found("u", PasswordConfig.NONE)).isEqualTo("u:typed1");
  }

  @Test
  void anEmptyAnswerPassesTheQuestionOn() throws Exception {
    Path file = Files.writeString(directory.resolve("pass"), "\n");
    PasswordConfig empty =
        new PasswordConfig(
            Optional.of(TextValue.Written.of("")),
            Optional.empty(),
            Optional.of(file),
            Optional.of(command("true")));
    assertThat(found("n", empty)).isEqualTo("n:of-netrc");
    assertThat(found("u", empty)).isEqualTo("u:typed1");
  }

  @Test
  void aMissingPasswordFileIsAnErrorOfTheAccount() throws Exception {
    Optional<Path> missing = Optional.of(directory.resolve("missing"));
    PasswordSource source =
        source(
            "n",
            new PasswordConfig(Optional.empty(), Optional.empty(), missing, Optional.empty()),
            prompter);
    assertThatThrownBy(() -> source.credentials("h"))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("remotepassfile of repository 'R'");
  }

  @Test
  void whatWorkedIsNotAskedAgainAndARefusalIsShown() throws Exception {
    PasswordSource source = source("u", PasswordConfig.NONE, prompter);
    assertThat(shown(source.credentials("h"))).isEqualTo("u:typed1");
    assertThat(shown(source.credentials("h"))).isEqualTo("u:typed1");
    source.refuse("no such user");
    Credentials second = source.credentials("h");
    source.accept("h", second);
    assertThat(source.credentials("h")).isSameAs(second);
    assertThat(questions).containsExactly("u -", "u no such user");
  }

  @Test
  void onlyAPasswordThatWorkedReachesTheKeyringAndOnlyOnce() throws Exception {
    FakeKeyring fake = new FakeKeyring(Map.of());
    keyring = fake;
    PasswordSource source = source("u", PasswordConfig.NONE, prompter);
    source.credentials("h");
    source.refuse("wrong");
    Credentials second = source.credentials("h");
    source.accept("h", second);
    source.accept("h", second);
    assertThat(fake.stored).containsExactly("h u typed2");
  }

  @Test
  void withoutAnAnswerTheAccountStops() throws Exception {
    PasswordSource mute = source("u", PasswordConfig.NONE, (_, _) -> Optional.empty());
    assertThatThrownBy(() -> mute.credentials("h"))
        .isInstanceOf(AccountFailure.class)
        .hasMessageContaining("Prompting for a password is not supported in this UI backend.");
  }

  @Test
  void withoutAUserTheAccountStops() throws Exception {
    PasswordSource source = source("", PasswordConfig.NONE, prompter);
    assertThatThrownBy(() -> source.credentials("elsewhere"))
        .isInstanceOf(AccountFailure.class)
        .hasMessage("No username provided for 'R'");
  }

  @Test
  void secretsHideThemselves() throws Exception {
    Credentials credentials =
        source(
                "n",
                new PasswordConfig(Optional.empty(), WRITTEN, Optional.empty(), Optional.empty()),
                prompter)
            .credentials("h");
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

  private static final class FakeKeyring implements Keyring {
    private final Map<String, String> known;
    private final List<String> stored = new ArrayList<>();

    FakeKeyring(Map<String, String> known) {
      this.known = known;
    }

    @Override
    public Optional<Secret> find(String host, String user) {
      return Optional.ofNullable(known.get(host + " " + user)).map(Secret::ofText);
    }

    @Override
    public void worked(String host, String user, Secret password) {
      stored.add(host + " " + user + " " + password.use(String::new));
    }
  }
}
