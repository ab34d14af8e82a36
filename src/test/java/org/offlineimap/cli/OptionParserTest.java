package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect of Python's optparse, as scripts use it. */
final class OptionParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-a Test           | ACCOUNTS          | Test",
        "-aTest            | ACCOUNTS          | Test",
        "-oaTest           | ACCOUNTS          | Test",
        "-oqa Test         | ACCOUNTS          | Test",
        "-a One -a Two     | ACCOUNTS          | Two",
        "-a -o             | ACCOUNTS          | -o",
        "--dry             | DRY_RUN           | ''",
        "--dry-run         | DRY_RUN           | ''",
        "--mig             | MIGRATE_FMD5      | ''",
        "--vers            | VERSION           | ''",
        "--confirm a:b:c   | CONFIRM_DELETIONS | a:b:c",
        "--confirm=a:b=c   | CONFIRM_DELETIONS | a:b=c",
        "--delete-folder=  | DELETE_FOLDER     | ''",
        "demo -o           | ONCE              | ''",
        "-1                | SINGLE            | ''",
        "-u quiet          | INTERFACE         | quiet",
      })
  void understands(String line, Switch option, String value) throws UsageException {
    CommandLine parsed = OptionParser.parse(line.split(" "));
    assertThat(parsed.value(option)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-x                | no such option: -x",
        "-ox               | no such option: -x",
        "--nothing         | no such option: --nothing",
        "--nothing=1       | no such option: --nothing",
        "-a                | -a option requires 1 argument",
        "--delete-folder   | --delete-folder option requires 1 argument",
        "--dry-run=yes     | --dry-run option does not take a value",
        "--i               | ambiguous option: --i (--ignore-keyring, --info?)",
        "-T                | no such option: -T",
      })
  void refuses(String line, String text) {
    assertThatThrownBy(() -> OptionParser.parse(line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessage(text);
  }

  @Test
  void collectsSettingsInOrder() throws UsageException {
    CommandLine line = OptionParser.parse("-k", "a=1", "-kAccount_T:b=2", "-k", "a=3");
    assertThat(line.values(Switch.SETTING)).containsExactly("a=1", "Account_T:b=2", "a=3");
  }

  @Test
  void splitsListsAtCommasAndKeepsBlanks() throws UsageException {
    assertThat(OptionParser.parse("-f", "INBOX, Sent").items(Switch.FOLDERS))
        .contains(List.of("INBOX", " Sent"));
  }

  @Test
  void takesOtherWordsAnywhereAndEverythingAfterTwoDashes() throws UsageException {
    CommandLine line = OptionParser.parse("demo", "-o", "-", "--", "-q", "--");
    assertThat(line.words()).containsExactly("demo", "-", "-q", "--");
    assertThat(line.has(Switch.QUICK)).isFalse();
  }

  @Test
  void showsEveryOptionInTheHelp() {
    String help = Product.help();
    for (Switch option : Switch.values()) {
      assertThat(help).contains(option.display()).contains(option.help());
    }
    assertThat(help).startsWith("Usage: offlineimap [options]\n");
  }
}
