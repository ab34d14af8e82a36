package org.offlineimap.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringFormTest {
  @ParameterizedTest
  @CsvSource({
    "INBOX, ATOM",
    "a/b.c, ATOM",
    "'', QUOTED",
    "nil, QUOTED",
    "with blank, QUOTED",
    "'a\"b', QUOTED",
    "[Gmail], QUOTED",
    "Gäste, LITERAL",
    "'a\nb', LITERAL"
  })
  void choosesTheShortestSafeForm(String text, StringForm form) {
    assertThat(StringForm.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(form);
  }
}
