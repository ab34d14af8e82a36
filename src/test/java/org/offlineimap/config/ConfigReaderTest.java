package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  @Test
  void fillsInTheDefaults() throws Exception {
    Configuration read = SampleRc.read(SampleRc.TEXT);
    assertThat(read.problems()).isEmpty();
    assertThat(read.mbnames()).isEmpty();
    assertThat(read.general())
        .isEqualTo(
            new GeneralConfig(
                Path.of("/home/u/.offlineimap"),
                1,
                List.of("ttyui"),
                Optional.empty(),
                true,
                false,
                false,
                GeneralConfig.Keyring.ASK,
                GeneralConfig.Python.USUAL));
    assertThat(SampleRc.account(SampleRc.TEXT))
        .isEqualTo(
            new AccountConfig(
                "A",
                imap(),
                new MaildirRepositoryConfig(
                    "L",
                    false,
                    new FolderRules(FolderRules.Names.NONE, true, true, false),
                    Path.of("/home/u/Mail"),
                    '.',
                    Map.of(),
                    MaildirRepositoryConfig.Times.OF_THE_MOMENT),
                0,
                0.0,
                false,
                false,
                List.of(),
                false,
                Optional.of(new DeletionGuard(50, 50)),
                WindowConfig.OPEN,
                HookConfig.NONE,
                PushConfig.DEFAULT,
                Optional.empty(),
                Optional.empty()));
  }

  private static ImapRepositoryConfig imap() {
    return new ImapRepositoryConfig(
        "R",
        new FolderRules(FolderRules.Names.NONE, true, true, false),
        ServerConfig.direct("mail.example.org", 993),
        EncryptionConfig.usual(),
        new LoginConfig(
            Optional.of(TextValue.Written.of("u")),
            new PasswordConfig(
                Optional.empty(),
                Optional.of(new HiddenText("secret")),
                Optional.empty(),
                Optional.empty()),
            OAuthConfig.NONE,
            Optional.empty(),
            AuthMechanism.usual(false)),
        MailboxConfig.USUAL,
        1,
        true,
        List.of(),
        2,
        HoldConfig.DEFAULT,
        Optional.empty());
  }

  @Test
  void readsWhatIsWrittenInGeneral() throws Exception {
    String lines =
        """
        metadata = $MAIL/${MAIL}/$NONE/meta
        maxsyncaccounts = 3
        ui = Curses.Blinkenlights, basic
        socktimeout = 60
        fsync = no
        ignore-readonly = yes
        """;
    GeneralConfig general = SampleRc.read(SampleRc.with("general", lines)).general();
    assertThat(general.metadata()).isEqualTo(Path.of("/where/post/post/$NONE/meta"));
    assertThat(general.maxSyncAccounts()).isEqualTo(3);
    assertThat(general.interfaces()).containsExactly("blinkenlights", "basic");
    assertThat(general.socketTimeout()).contains(Duration.ofMinutes(1));
    assertThat(general.fsync()).isFalse();
    assertThat(general.ignoreReadonly()).isTrue();
  }

  @Test
  void readsWhatIsWrittenInAnAccount() throws Exception {
    String lines =
        """
        quick = -1
        autorefresh = 2.5
        utf8foldernames = yes
        maildir-windows-compatible = 1
        deletion_guard = 20%, 100
        status_backend = sqlite
        """;
    AccountConfig account = SampleRc.account(SampleRc.with("account", lines));
    assertThat(account.quick()).isEqualTo(-1);
    assertThat(account.autorefreshMinutes()).isEqualTo(2.5);
    assertThat(account.utf8FolderNames()).isTrue();
    assertThat(account.windowsCompatible()).isTrue();
    assertThat(account.deletionGuard()).contains(new DeletionGuard(20, 100));
  }

  @Test
  void readsEverySpellingOfTheDeletionGuard() throws Exception {
    for (String value : List.of("20, 100", "20%%, 100", "20%, 100", "20,100")) {
      String text = SampleRc.with("account", "deletion_guard = " + value);
      assertThat(SampleRc.account(text).deletionGuard())
          .as(value)
          .contains(new DeletionGuard(20, 100));
    }
    String off = SampleRc.with("account", "deletion_guard = No");
    assertThat(SampleRc.account(off).deletionGuard()).isEmpty();
  }

  @Test
  void readsWhatIsWrittenInAMaildirRepository() throws Exception {
    String lines =
        """
        sep = /
        customflag_a = $Forwarded
        customflag_z = Junk
        createfolders = no
        sync_deletes = no
        """;
    MaildirRepositoryConfig local =
        (MaildirRepositoryConfig) SampleRc.account(SampleRc.with("local", lines)).local();
    assertThat(local.separator()).isEqualTo('/');
    assertThat(local.customFlags())
        .containsOnly(Map.entry('a', "$Forwarded"), Map.entry('z', "Junk"));
    assertThat(local.folders())
        .isEqualTo(new FolderRules(FolderRules.Names.NONE, false, false, false));
  }

  @Test
  void readsWhatIsWrittenInAnImapRepository(@TempDir Path directory) throws Exception {
    Path authorities = Files.writeString(directory.resolve("ca.pem"), "");
    String lines =
        """
        ssl = no
        starttls = yes
        sslcacertfile = %s
        cert_fingerprint = AA:%s, %s
        maxconnections = 3
        expunge = no
        retrycount = 5
        disable_extensions = QRESYNC, condstore
        readonly = yes
        folderincludes = ['Sent', 'Work/Projects']
        remotepassfile = ~/.$MAIL
        remote_identity = boss
        auth_mechanisms = LOGIN,  plain
        """
            .formatted(authorities, "b".repeat(38), "C".repeat(64));
    ImapRepositoryConfig remote = SampleRc.account(SampleRc.with("remote", lines)).remote();
    assertThat(remote.server().port()).isEqualTo(143);
    assertThat(remote.encryption())
        .isEqualTo(
            new EncryptionConfig(
                false,
                EncryptionConfig.StartTls.YES,
                new EncryptionConfig.Trust.PemFile(authorities),
                List.of("aa" + "b".repeat(38), "c".repeat(64)),
                Optional.empty(),
                EncryptionConfig.TlsVersion.NEGOTIATED));
    assertThat(remote.maxConnections()).isEqualTo(3);
    assertThat(remote.expunge()).isFalse();
    assertThat(remote.retryCount()).isEqualTo(5);
    assertThat(remote.disabledExtensions()).containsExactly("QRESYNC", "condstore");
    assertThat(remote.folders().names().includes().orElseThrow().literal())
        .contains(new PythonLiteral.Texts(List.of("Sent", "Work/Projects")));
    assertThat(remote.folders().createFolders()).isFalse();
    assertThat(remote.folders().readonly()).isTrue();
    assertThat(remote.login().password().file()).contains(Path.of("/home/u/.$MAIL"));
    assertThat(remote.login().identity()).contains("boss");
    assertThat(remote.login().mechanisms())
        .containsExactly(AuthMechanism.LOGIN, AuthMechanism.PLAIN);
  }

  @Test
  void knowsTheOperatingSystemsOwnAuthorities() throws Exception {
    String text = SampleRc.with("remote", "sslcacertfile = OS-DEFAULT");
    assertThat(SampleRc.account(text).remote().encryption().trust())
        .isEqualTo(new EncryptionConfig.Trust.OsDefault());
  }

  @Test
  void neverShowsThePassword() throws Exception {
    assertThat(SampleRc.read(SampleRc.TEXT).toString()).doesNotContain("secret");
  }

  @Test
  void oneWrongAccountDoesNotStopTheOther() throws Exception {
    String text =
        SampleRc.with("general", "maxsyncaccounts = 2").replace("accounts = A", "accounts = B, A")
            + "[Account B]\nlocalrepository = L\nremoterepository = nowhere\n";
    List<AccountEntry> accounts = SampleRc.read(text).accounts();
    assertThat(accounts).extracting(AccountEntry::name).containsExactly("B", "A");
    assertThat(accounts.getFirst()).isInstanceOf(AccountEntry.Stopped.class);
    assertThat(accounts.getLast()).isInstanceOf(AccountEntry.Ready.class);
    assertThat(accounts.getFirst().problems())
        .singleElement()
        .hasToString(
            "rc:20: error: Could not find section 'Repository nowhere' in configuration. Required"
                + " for account 'B'.");
  }

  @Test
  void anUnknownAccountStopsEverything() {
    String text = SampleRc.TEXT.replace("accounts = A", "accounts = A, Nope");
    assertThatThrownBy(() -> SampleRc.read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessage("rc:2: error: The account 'Nope' does not exist. Valid accounts are: A");
  }

  @Test
  void valuesOfDefaultCountInEverySection() throws Exception {
    String text = "[DEFAULT]\nreadonly = yes\nanything = 1\n" + SampleRc.TEXT;
    AccountConfig account = SampleRc.account(text);
    assertThat(account.local().folders().readonly()).isTrue();
    assertThat(account.remote().folders().readonly()).isTrue();
    assertThat(SampleRc.problems(text)).isEmpty();
  }

  @Test
  void warnsAboutUnknownOptionsWithTheNearestName() {
    assertThat(SampleRc.problems(SampleRc.with("account", "autorefesh = 5")))
        .singleElement()
        .hasToString(
            "rc:7: warning: [Account A] unknown option 'autorefesh' is ignored; did you mean"
                + " 'autorefresh'?");
    assertThat(SampleRc.problems(SampleRc.with("account", "nametrans = lambda f: f")))
        .singleElement()
        .hasToString(
            "rc:7: warning: [Account A] unknown option 'nametrans' is ignored; it belongs in"
                + " [Repository ...]");
  }

  @Test
  void isSilentAboutNamesUsedInAnInterpolation() throws Exception {
    String text =
        SampleRc.TEXT.replace("remoteuser = u", "who = me\nremoteuser = %(who)s@example.org");
    assertThat(SampleRc.problems(text)).isEmpty();
    assertThat(SampleRc.account(text).remote().login().user())
        .contains(TextValue.Written.of("me@example.org"));
  }

  @Test
  void noticesASeparatorThatTheServerDecides() {
    assertThat(SampleRc.problems(SampleRc.with("remote", "sep = /")))
        .singleElement()
        .asString()
        .contains("notice: The 'sep' setting is being ignored");
  }

  @Test
  void readsMbnamesOnlyWhenEnabled() throws Exception {
    String off = SampleRc.TEXT + "[mbnames]\nenabled = no\n";
    assertThat(SampleRc.read(off).mbnames()).isEmpty();
    String on =
        SampleRc.TEXT
            + """
            [mbnames]
            enabled = yes
            filename = ~/.mutt/mailboxes
            header = "mailboxes "
            peritem = "+%(accountname)s/%(foldername)s"
            sep = " "
            footer = "\\n"
            """;
    MbnamesConfig mbnames = SampleRc.read(on).mbnames().orElseThrow();
    assertThat(mbnames.file()).isEqualTo(Path.of("/home/u/.mutt/mailboxes"));
    assertThat(mbnames.itemTemplate()).isEqualTo("\"+%(accountname)s/%(foldername)s\"");
    assertThat(mbnames.separator())
        .isEqualTo(new PythonExpression("mbnames", "sep", "\" \"", new Location("rc", 23)));
  }

  @Test
  void aServerCanBeTheLocalSideButNotWithMaxage() throws Exception {
    String text =
        SampleRc.TEXT
            .replace("type = Maildir", "type = IMAP\nremotehost = near.example.org\nexpunge = no")
            .replace("localfolders = ~/Mail\n", "");
    ImapRepositoryConfig local = (ImapRepositoryConfig) SampleRc.account(text).local();
    assertThat(local.server().host()).isPresent();
    assertThat(local.expunge()).isFalse();
    assertThat(SampleRc.errors(text.replace("# account", "maxage = 3")))
        .anyMatch(error -> error.endsWith("maxage is not supported on IMAP-IMAP sync"));
  }

  @Test
  void gmailHasDefaultsOfItsOwn() throws Exception {
    String text =
        SampleRc.TEXT
            .replace("type = IMAP\nremotehost = mail.example.org", "type = Gmail\n# more")
            .replace("type = Maildir", "type = GmailMaildir");
    ImapRepositoryConfig usual = SampleRc.account(text).remote();
    assertThat(usual.server().host()).contains(TextValue.Written.of("imap.gmail.com"));
    assertThat(usual.server().port()).isEqualTo(993);
    assertThat(usual.encryption().implicitTls()).isTrue();
    assertThat(usual.login().tokens().requestUrl())
        .contains("https://accounts.google.com/o/oauth2/token");
    assertThat(usual.gmail()).contains(new GmailConfig(false, Optional.empty(), Optional.empty()));
    String lines =
        """
        maxconnections = 40
        preauthtunnel = false
        gmail_delete = trash
        trashfolder = [Gmail]/Bin
        remotehost = localhost
        remoteport = 1143
        ssl = no
        """;
    ImapRepositoryConfig own = SampleRc.account(text.replace("# more", lines)).remote();
    assertThat(own.server().host()).contains(TextValue.Written.of("localhost"));
    assertThat(own.server().port()).isEqualTo(1143);
    assertThat(own.server().tunnel()).isEmpty();
    assertThat(own.maxConnections()).isEqualTo(15);
    assertThat(own.gmail())
        .contains(new GmailConfig(true, Optional.of("[Gmail]/Bin"), Optional.empty()));
  }
}
