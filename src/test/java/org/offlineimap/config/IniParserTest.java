package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IniParserTest {
  private static IniFile parse(String text, Problems problems) {
    return IniParser.parse("rc", text.getBytes(StandardCharsets.UTF_8), problems);
  }

  private static String value(String text, String section, String option) {
    Problems problems = new Problems();
    IniFile file = parse(text, problems);
    assertThat(problems.inFileOrder()).isEmpty();
    return file.raw(section, option).orElseThrow().text();
  }

  static Stream<Arguments> sectionHeaders() {
    return Stream.of(
        Arguments.of("[A]", "A"),
        Arguments.of("  [A]", "A"),
        Arguments.of("[A] trailing", "A"),
        Arguments.of("[A]]", "A]"),
        Arguments.of("[ A ]", " A "),
        Arguments.of("[Account two  words]", "Account two  words"),
        Arguments.of("[default]", "default"),
        Arguments.of("[a=b]", "a=b"),
        Arguments.of("\uFEFF[A]", "A"));
  }

  @ParameterizedTest
  @MethodSource("sectionHeaders")
  void readsSectionHeadersGreedily(String line, String name) {
    Problems problems = new Problems();
    assertThat(parse(line + "\n", problems).names()).containsExactly(name);
    assertThat(problems.inFileOrder()).isEmpty();
  }

  static Stream<Arguments> optionLines() {
    return Stream.of(
        Arguments.of("k = v", "v"),
        Arguments.of("k=v", "v"),
        Arguments.of("k : v", "v"),
        Arguments.of("k : a = b", "a = b"),
        Arguments.of("k = a : b", "a : b"),
        Arguments.of("K = V", "V"),
        Arguments.of("  k   =   v   ", "v"),
        Arguments.of("k =", ""),
        Arguments.of("k = v ; c", "v ; c"),
        Arguments.of("k = v # c", "v # c"),
        Arguments.of("k = \"q\"", "\"q\""),
        Arguments.of("k = a\n b\n\tc", "a\nb\nc"),
        Arguments.of("k =\n  a\n  b", "\na\nb"),
        Arguments.of("  k = a\n   b", "a\nb"),
        Arguments.of("k = a\n\n b", "a\n\nb"),
        Arguments.of("k = a\n\n\n", "a"),
        Arguments.of("k = a\n# c\n b", "a\nb"),
        Arguments.of("k = a\n   ; c\n b", "a\nb"),
        Arguments.of("k = a\n [B]", "a\n[B]"),
        Arguments.of("k = a\n j = 1", "a\nj = 1"),
        Arguments.of("k = a\r\n b\r\n", "a\nb"),
        Arguments.of("k = a\r b\r", "a\nb"),
        Arguments.of("k = \u00a0G\u00e4ste\u00a0", "G\u00e4ste"));
  }

  @ParameterizedTest
  @MethodSource("optionLines")
  void readsOptionLinesAsConfigParserDoes(String lines, String expected) {
    assertThat(value("[A]\n" + lines + "\n", "A", "k")).isEqualTo(expected);
  }

  @Test
  void namesMayContainBlanksAndHyphens() {
    assertThat(value("[A]\nmaildir-windows compatible = 1", "A", "maildir-windows compatible"))
        .isEqualTo("1");
  }

  @Test
  void anOptionThatIsNotDeeperEndsTheValue() {
    String text = "[A]\n  k = a\n  j = b\n";
    assertThat(value(text, "A", "k")).isEqualTo("a");
    assertThat(value(text, "A", "j")).isEqualTo("b");
  }

  @Test
  void sectionNamesAreCaseSensitiveAndDefaultsAreInherited() {
    String text = "[DEFAULT]\nk = d\n[A]\n[a]\nk = own\n[DEFAULT]\nj = 2\n";
    assertThat(value(text, "A", "k")).isEqualTo("d");
    assertThat(value(text, "a", "k")).isEqualTo("own");
    assertThat(value(text, "A", "j")).isEqualTo("2");
  }

  @Test
  void remembersTheFirstLineOfAValue() {
    IniFile file = parse("# c\n\n[A]\nj = 1\nk = a\n b\n", new Problems());
    assertThat(file.raw("A", "k").orElseThrow().at()).hasToString("rc:5");
    assertThat(file.headerOf("A")).hasToString("rc:3");
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of("k = 1\n[A]\n", "rc:1: error: File contains no section headers before"),
        Arguments.of("[A]\nword\n", "rc:2: error: Neither a section nor 'name = value': 'word'"),
        Arguments.of("[A]\n= 5\n", "rc:2: error: Neither a section nor 'name = value'"),
        Arguments.of("[A]\n[]\n", "rc:2: error: Neither a section nor 'name = value'"),
        Arguments.of("[A\nk = 1\n", "rc:1: error: File contains no section headers"),
        Arguments.of(
            "[A]\nk = 1\nK : 2\n",
            "rc:3: error: option 'k' in section 'A' already exists, at line 2"),
        Arguments.of("[A]\n[B]\n[A]\n", "rc:3: error: section 'A' already exists, at line 1"),
        Arguments.of(
            "[DEFAULT]\nk = 1\n[DEFAULT]\nk = 2\n",
            "rc:4: error: option 'k' in section 'DEFAULT' already exists"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void tellsEachMistakeOnceWithItsLine(String text, String message) {
    Problems problems = new Problems();
    parse(text, problems);
    assertThat(problems.inFileOrder()).singleElement().asString().startsWith(message);
  }

  @Test
  void tellsAllMistakesTogether() {
    Problems problems = new Problems();
    parse("x\ny\n[A]\nword\n  more\nk=1\nk=2\n[A]\nk = 3\n", problems);
    assertThat(problems.inFileOrder()).extracting(ConfigProblem::line).containsExactly(1, 4, 7, 8);
  }

  @Test
  void neverShowsMoreThanTheFirstWordOfABadLine() {
    Problems problems = new Problems();
    parse("remotepass=hunter1\n[A]\nremotepass hunter2\n", problems);
    assertThat(problems.inFileOrder().toString()).contains("remotepass").doesNotContain("hunter");
  }

  @Test
  void refusesWhatIsNotUtf8AndTellsTheLine() {
    Problems problems = new Problems();
    byte[] latin = "[A]\nk = 1\nj = G\u00e4ste\n".getBytes(StandardCharsets.ISO_8859_1);
    IniParser.parse("rc", latin, problems);
    assertThat(problems.inFileOrder())
        .singleElement()
        .hasToString("rc:3: error: The file is not UTF-8 text");
  }

  @Test
  void readsBackWhatAGeneratorWrote() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String value = randomValue(random);
      String written = value.replace("\n", "\n" + " ".repeat(1 + random.nextInt(3)));
      String text = "[A]\nk " + (random.nextBoolean() ? "=" : ":") + written + "\nend = 1\n";
      assertThat(value(text, "A", "k")).as("seed %d round %d", seed, round).isEqualTo(value);
    }
  }

  private static String randomValue(Random random) {
    List<String> words = List.of("a", "=", ":", "[x]", "%", "'#'", "\u00e4", "(f)", "a b", "x;y");
    StringBuilder value = new StringBuilder("v");
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      value.append(random.nextInt(3) == 0 ? "\n" : " ");
      value.append(words.get(random.nextInt(words.size())));
    }
    return value.toString();
  }

  @Test
  void survivesAnyText() {
    long seed = 20260102;
    Random random = new Random(seed);
    String alphabet = "[]=: \t\n\r#;%()sak\u00e4\uFEFF";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Problems problems = new Problems();
      IniFile file = parse(text.toString(), problems);
      for (String section : file.names()) {
        SectionCheck.run(file, section, List.of(SectionKind.ACCOUNT), problems);
      }
      assertThat(problems.inFileOrder()).as("seed %d round %d", seed, round).isNotNull();
    }
  }
}
