package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueSyntaxTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "yes", "TRUE", " on "})
  void knowsWhatIsTrue(String text) {
    assertThat(ValueSyntax.bool(text)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no", "False", " off "})
  void knowsWhatIsFalse(String text) {
    assertThat(ValueSyntax.bool(text)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "n", "t", "2", "", "maybe"})
  void refusesOtherBooleans(String text) {
    assertThat(ValueSyntax.bool(text)).isEmpty();
  }

  @Test
  void readsWholeNumbersAsPythonDoes() {
    assertThat(ValueSyntax.whole(" +1_000 ")).contains(1000L);
    assertThat(ValueSyntax.whole("-007")).contains(-7L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0", "0x10", "", "1__0", "_1", "1_", "x", "99999999999999999999"})
  void refusesOtherWholeNumbers(String text) {
    assertThat(ValueSyntax.whole(text)).isEmpty();
  }

  @Test
  void readsDecimalsAsPythonDoes() {
    assertThat(ValueSyntax.decimal("3.25")).contains(3.25);
    assertThat(ValueSyntax.decimal(".5")).contains(0.5);
    assertThat(ValueSyntax.decimal("5.")).contains(5.0);
    assertThat(ValueSyntax.decimal("1e1")).contains(10.0);
    assertThat(ValueSyntax.decimal("-1_0.5")).contains(-10.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "nan", "1d", "0x1p3", "", ".", "1e999", "1f"})
  void refusesOtherDecimals(String text) {
    assertThat(ValueSyntax.decimal(text)).isEmpty();
  }

  @Test
  void splitsListsAndStripsBothEnds() {
    assertThat(ValueSyntax.list(" a , b c,,d\n")).containsExactly("a", "b c", "d");
  }

  @Test
  void findsTheNearestName() {
    assertThat(
            NearestName.of(
                "autorefesh", OptionTable.namesIn(java.util.List.of(SectionKind.ACCOUNT))))
        .contains("autorefresh");
    assertThat(NearestName.of("zzzz", java.util.List.of("type", "sep"))).isEmpty();
  }
}
