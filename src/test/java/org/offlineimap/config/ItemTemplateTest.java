package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ItemTemplateTest {
  /** Each expected text is what Python 3 prints. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "+%(accountname)s/%(foldername)s | +acc/Gäste",
        "%(foldername)r | 'Gäste'",
        "%(foldername)a | 'G\\xe4ste'",
        "%(foldername)-8s| | Gäste   |",
        "%(foldername)8s |    Gäste",
        "%(foldername).2s | Gä",
        "%(foldername)-4.2s| | Gä  |",
        "100%% | 100%",
        "%(localfolders)s | None",
        "%(localfolders)r | None",
        "plain | plain",
      },
      delimiterString = " | ",
      ignoreLeadingAndTrailingWhitespace = false)
  void formatsAsPythonDoes(String template, String expected) {
    assertThat(
            ItemTemplate.of(template).expand(Map.of("accountname", "acc", "foldername", "Gäste")))
        .isEqualTo(expected);
  }

  @Test
  void showsStringsAsPythonDoes() {
    ItemTemplate template = ItemTemplate.of("%(foldername)r");
    assertThat(template.expand(Map.of("foldername", "it's"))).isEqualTo("\"it's\"");
    assertThat(template.expand(Map.of("foldername", "a'\"\\\n\u0001\u00a0")))
        .isEqualTo("'a\\'\"\\\\\\n\\x01\\xa0'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s", "%(account)s", "%(foldername)d", "100%", "%(foldername", "%(foldername)"})
  void refusesWhatPythonWouldTripOver(String template) {
    assertThat(ItemTemplate.mistakeIn(template)).isPresent();
  }
}
