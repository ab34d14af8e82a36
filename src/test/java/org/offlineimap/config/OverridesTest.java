package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OverridesTest {
  private static Overrides settings(String... settings) {
    return new Overrides(
        List.of(settings),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aBlankInASectionNameIsWrittenAsAnUnderscore() throws Exception {
    Overrides overrides = settings("Account_A:autorefresh=30", "Repository_R:REMOTEPORT=1143");
    AccountConfig account = SampleRc.account(SampleRc.TEXT, overrides);
    assertThat(account.autorefreshMinutes()).isEqualTo(30);
    assertThat(account.remote().server().port()).isEqualTo(1143);
  }

  @Test
  void aSectionThatReallyIsNamedSoComesFirst() throws Exception {
    String text =
        SampleRc.TEXT
            .replace("accounts = A", "accounts = A_B")
            .replace("[Account A]", "[Account A_B]");
    assertThat(SampleRc.account(text, settings("Account A_B:quick=3")).quick()).isEqualTo(3);
  }

  @Test
  void generalIsMeantWithoutASection() throws Exception {
    Overrides overrides = settings("metadata=/m=a:b");
    assertThat(SampleRc.read(SampleRc.TEXT, overrides).general().metadata())
        .isEqualTo(Path.of("/m=a:b"));
  }

  @Test
  void mistakesAreToldAsTheCommandLines() {
    assertThat(SampleRc.problems(SampleRc.TEXT, settings("foo:a=1", "a", "a=50%", "=1")))
        .extracting(ConfigProblem::file)
        .containsExactly("command line", "command line", "command line", "command line");
    assertThat(SampleRc.problems(SampleRc.TEXT, settings("foo:a=1")))
        .singleElement()
        .asString()
        .contains("No section: 'foo'");
    assertThat(SampleRc.problems(SampleRc.TEXT, settings("Account_A:quick=x")))
        .singleElement()
        .asString()
        .startsWith("command line: error: [Account A] quick");
  }

  @Test
  void onceRemovesAutorefreshWhereverItStands() throws Exception {
    Overrides once =
        new Overrides(
            List.of("Account_A:autorefresh=5"),
            true,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    String text = "[DEFAULT]\nautorefresh = 7\n" + SampleRc.TEXT;
    assertThat(SampleRc.account(text, once).autorefreshMinutes()).isZero();
    assertThat(SampleRc.problems(text, once)).isEmpty();
  }

  @Test
  void quickBeatsWhatIsSet() throws Exception {
    Overrides quick =
        new Overrides(
            List.of("Account_A:quick=5"),
            false,
            true,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Basic"));
    assertThat(SampleRc.account(SampleRc.TEXT, quick).quick()).isEqualTo(-1);
    GeneralConfig general = SampleRc.read(SampleRc.TEXT, quick).general();
    assertThat(general.dryRun()).isTrue();
    assertThat(general.interfaces()).containsExactly("basic");
  }

  @Test
  void foldersOfTheCommandLineReplaceTheRemoteFilterLiterally() throws Exception {
    Overrides folders =
        new Overrides(
            List.of(),
            false,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Overrides.items("INBOX,100% , Work/a")),
            Optional.empty());
    String text =
        SampleRc.with("remote", "folderfilter = lambda f: f == 'x'\nfolderincludes = ['y']");
    AccountConfig account = SampleRc.account(text, folders);
    assertThat(account.onlyFolders().orElseThrow()).containsExactly("INBOX", "100% ", " Work/a");
    assertThat(account.remote().folders().names()).isEqualTo(FolderRules.Names.NONE);
  }

  @Test
  void accountsOfTheCommandLineNeedNotBeListed() throws Exception {
    Overrides accounts =
        new Overrides(
            List.of(),
            false,
            false,
            false,
            Optional.empty(),
            Optional.of(Overrides.items(" A")),
            Optional.empty(),
            Optional.empty());
    String text = SampleRc.TEXT.replace("accounts = A\n", "");
    assertThat(SampleRc.account(text, accounts).name()).isEqualTo("A");
    assertThat(SampleRc.problems(SampleRc.TEXT.replace("[Account A]", "[Account B]"), accounts))
        .singleElement()
        .hasToString("command line: error: The account 'A' does not exist. Valid accounts are: B");
  }
}
