package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InterpolationTest {
  private static String expand(String text, String option) throws Interpolation.Refused {
    IniFile file = IniParser.parse("rc", text.getBytes(StandardCharsets.UTF_8), new Problems());
    return Interpolation.expand(file, "A", option, file.raw("A", option).orElseThrow().text());
  }

  @ParameterizedTest
  @CsvSource({
    "100%%, 100%",
    "%(x)s, ex",
    "%(X)s/%(x)s, ex/ex",
    "%(inherited)s, from default",
    "%(nested)s!, <ex>!",
    "%%(x)s, %(x)s",
    "%(doubled)s, %"
  })
  void replacesNamesAndDoubledSigns(String value, String expected) throws Exception {
    String text =
        "[DEFAULT]\ninherited = from default\n[A]\nx = ex\nnested = <%(x)s>\ndoubled = %%\nk = "
            + value
            + "\n";
    assertThat(expand(text, "k")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "50%, must be followed by",
    "%d, must be followed by",
    "%(x, bad interpolation variable reference",
    "%(x)d, bad interpolation variable reference",
    "%()s, bad interpolation variable reference",
    "%(nowhere)s, contains an interpolation key 'nowhere' which is not a valid option name",
    "%(k)s, Recursion limit exceeded in value substitution"
  })
  void refusesEveryOtherPerCentSign(String value, String message) {
    assertThatThrownBy(() -> expand("[A]\nx = 1\nk = " + value + "\n", "k"))
        .isInstanceOf(Interpolation.Refused.class)
        .hasMessageContaining(message);
  }

  @Test
  void followsTenLevelsAndNotEleven() throws Exception {
    StringBuilder text = new StringBuilder("[A]\nk0 = end %%\n");
    for (int i = 1; i <= 10; i++) {
      text.append("k%d = %%(k%d)s%n".formatted(i, i - 1));
    }
    assertThat(expand(text.toString(), "k9")).isEqualTo("end %");
    assertThatThrownBy(() -> expand(text.toString(), "k10"))
        .isInstanceOf(Interpolation.Refused.class);
  }

  @Test
  void neverQuotesAPassword() {
    assertThatThrownBy(() -> expand("[A]\nremotepass = hun%ter\n", "remotepass"))
        .isInstanceOf(Interpolation.Refused.class)
        .message()
        .doesNotContain("ter");
    assertThatThrownBy(() -> expand("[A]\nremotepass = hun%(ter)s%(x)s\n", "remotepass"))
        .isInstanceOf(Interpolation.Refused.class)
        .message()
        .doesNotContain("hun");
  }
}
