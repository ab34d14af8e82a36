package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonLiteralTest {
  static Stream<Arguments> literals() {
    return Stream.of(
        Arguments.of("'a'", text("a")),
        Arguments.of("\"it's\"", text("it's")),
        Arguments.of("'''a\nb'''", text("a\nb")),
        Arguments.of("'a' \"b\"", text("ab")),
        Arguments.of("('a')", text("a")),
        Arguments.of("'\\n\\t\\\\\\x41\\u00e4\\101\\q'", text("\n\t\\A\u00e4A\\q")),
        Arguments.of("r'\\n'", text("\\n")),
        Arguments.of("u'\\U0001F600'", text("\uD83D\uDE00")),
        Arguments.of("None", new PythonLiteral.None()),
        Arguments.of("-42", new PythonLiteral.Whole(-42)),
        Arguments.of("1_000", new PythonLiteral.Whole(1000)),
        Arguments.of("[]", texts()),
        Arguments.of("()", texts()),
        Arguments.of("['a']", texts("a")),
        Arguments.of("['a', 'b',]", texts("a", "b")),
        Arguments.of("('a',)", texts("a")),
        Arguments.of("('a', 'b')", texts("a", "b")),
        Arguments.of("{'a'}", texts("a")),
        Arguments.of("['a', # why\n 'b'\n]", texts("a", "b")),
        Arguments.of("['a' 'b']", texts("ab")),
        Arguments.of("['INBOX',\\\n'Sent']", texts("INBOX", "Sent")));
  }

  private static PythonLiteral text(String value) {
    return new PythonLiteral.Text(value);
  }

  private static PythonLiteral texts(String... values) {
    return new PythonLiteral.Texts(List.of(values));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void readsPlainValues(String code, PythonLiteral expected) {
    assertThat(PythonLiteral.read(code)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lambda f: f",
        "['a'] + ['b']",
        "[f]",
        "f'a'",
        "b'a'",
        "'a",
        "'a\nb'",
        "['a'",
        "['a' 'b', , ]",
        "('a' , , )",
        "{}",
        "{'a': 'b'}",
        "['a'].copy()",
        "'\\N{DASH}'",
        "'\\x4'",
        "010",
        "1.5",
        "True",
        "None\n1",
        "['a', 1]"
      })
  void leavesEverythingElseToPython(String code) {
    assertThat(PythonLiteral.read(code)).isEmpty();
  }
}
