package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not carried out yet never goes unnoticed. */
final class OptionStateTest {
  private static Stream<Option> rows(OptionState state) {
    return OptionTable.rows().stream()
        .filter(row -> row.state() == state && row.kind() != SectionKind.GMAIL);
  }

  static Stream<Option> stopping() {
    return rows(OptionState.STOPS_ACCOUNT);
  }

  static Stream<Option> harmless() {
    return rows(OptionState.HARMLESS_LATER).filter(row -> row.kind() != SectionKind.MBNAMES);
  }

  private static String sampleWith(Option option, String value) {
    List<String> places =
        switch (option.kind()) {
          case GENERAL -> List.of("general");
          case ACCOUNT -> List.of("account");
          case REPOSITORY -> List.of("local", "remote");
          case MAILDIR -> List.of("local");
          case IMAP, GMAIL -> List.of("remote");
          case MBNAMES -> throw new IllegalArgumentException(option.name());
        };
    return SampleRc.with(places.getLast(), option.name() + " = " + value);
  }

  private static String asking(Option option) {
    return switch (option.type()) {
      case BOOL -> "yes";
      case WHOLE, COUNT, PORT -> "7";
      case MINUTES -> "2.5";
      case GMAIL_DELETE -> "trash";
      case TLS_LEVEL -> "tls_compat";
      case TLS_VERSION -> "tls1_2";
      case PUSH -> "all";
      case PYTHON_TEXTS -> "['a']";
      case TEXT,
          NAME,
          LIST,
          PATH,
          ONE_CHARACTER,
          KEYWORD,
          PYTHON,
          PYTHON_TEXT,
          TEMPLATE,
          UI,
          STATUS_BACKEND,
          MECHANISMS,
          FINGERPRINTS,
          PROXY,
          GUARD,
          REPOSITORY_TYPE ->
          "x";
    };
  }

  private static boolean isReady(String text) {
    try {
      return SampleRc.read(text).accounts().getFirst() instanceof AccountEntry.Ready;
    } catch (ConfigException stopped) {
      return false;
    }
  }

  /** There may be none at the moment. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("stopping")
  void anOptionThatCouldChangeMailStopsItsAccount(Option option) {
    String text = sampleWith(option, asking(option));
    assertThat(isReady(text)).isFalse();
    assertThat(SampleRc.errors(text))
        .singleElement()
        .asString()
        .matches("(?s)rc:\\d+: error: .*" + option.name() + " is not carried out yet.*");
  }

  /** Here too. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("harmless")
  void aHarmlessOptionIsWarnedAbout(Option option) {
    String text = sampleWith(option, asking(option));
    assertThat(isReady(text)).isTrue();
    assertThat(SampleRc.problems(text))
        .singleElement()
        .asString()
        .contains("warning: ", option.name());
  }

  @Test
  void aValueThatAsksForNothingStopsNothing() {
    assertThat(isReady(SampleRc.with("account", "synclabels = no\nmaxsize = 0"))).isTrue();
    assertThat(SampleRc.problems(SampleRc.with("local", "restoreatime = no"))).isEmpty();
  }

  @Test
  void aStoppingOptionInDefaultStopsTheAccountToo() {
    assertThat(isReady("[DEFAULT]\nstartdate = 2020-01-01\n" + SampleRc.TEXT)).isFalse();
  }

  @Test
  void theTableNamesEachOptionOnceForEachKindOfSection() {
    assertThat(OptionTable.rows())
        .extracting(row -> row.kind() + " " + row.name())
        .doesNotHaveDuplicates();
  }

  @Test
  void anObsoleteOptionIsNoticed() {
    assertThat(SampleRc.problems(SampleRc.with("remote", "realdelete = yes")))
        .singleElement()
        .asString()
        .contains("notice: ", "realdelete");
  }
}
