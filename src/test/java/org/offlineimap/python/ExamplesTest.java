package org.offlineimap.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.offlineimap.config.PythonExpression;
import org.offlineimap.config.PythonLiteral;
import org.offlineimap.config.Surroundings;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.python.Question.Numbered;
import org.offlineimap.python.Question.Wanted;
import org.offlineimap.testing.Python3;

/**
 * What people write into rc files, answered by the real interpreter. One process for all of them,
 * since starting one a case would take minutes; each begins with its own pythonfile.
 */
final class ExamplesTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir static Path directory;

  private static CoProcess python;

  @BeforeAll
  static void start() throws IOException {
    python =
        CoProcess.start(
            new PythonSettings(
                Python3.path(),
                Optional.empty(),
                Surroundings.ofThisProcess().userEnvironment(),
                Snippets.GENEROUS));
  }

  @AfterAll
  static void end() {
    python.close();
  }

  static List<Example> examples() throws IOException {
    return Example.all();
  }

  @Test
  void thereAreManyOfThem() throws IOException {
    assertThat(Example.all()).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersWhatPythonAnswers(Example example) throws Exception {
    PythonExpression expression = Snippets.expression(example.option(), example.value());
    for (Example.Case one : example.cases()) {
      begin(example.pythonFile());
      Map<String, PythonValue> prepared =
          ask(Question.prepare(List.of(new Numbered(0, expression))));
      boolean wrong = !prepared.equals(Map.of("faults", new PythonValue.Items(List.of())));
      Map<String, PythonValue> answer =
          wrong ? firstFault(prepared) : answer(expression, one.arguments());
      if (one.fails()) {
        assertThat(answer.get("fault"))
            .isInstanceOfSatisfying(
                PythonValue.Fields.class,
                fault -> assertThat(Json.text(fault.values(), "class")).contains(one.result()));
      } else {
        assertThat(answer.get("value")).isEqualTo(Example.json(one.result()));
      }
    }
  }

  private static void begin(String pythonFile) throws Exception {
    Optional<Path> file = Optional.empty();
    if (!pythonFile.isEmpty()) {
      file = Optional.of(Files.writeString(directory.resolve("helpers"), pythonFile));
    }
    assertThat(ask(Question.begin(file))).isEmpty();
  }

  private static Map<String, PythonValue> ask(byte[] question) throws AccountFailure {
    return python.ask(question, LIMIT);
  }

  private static Map<String, PythonValue> firstFault(Map<String, PythonValue> prepared) {
    return prepared.get("faults") instanceof PythonValue.Items(var faults)
        ? Map.of("fault", faults.getFirst())
        : Map.of();
  }

  private static Map<String, PythonValue> answer(
      PythonExpression expression, List<PythonValue> arguments) throws AccountFailure {
    Optional<PythonLiteral> literal = expression.literal();
    if (expression.option().equals("foldersort")) {
      return Map.of("value", sign(arguments));
    }
    if (literal.isPresent()) {
      return Map.of("value", plain(literal.get()));
    }
    if (!expression.isFunction()) {
      return ask(Question.value(0, Wanted.VALUE));
    }
    Wanted wanted = expression.option().equals("folderfilter") ? Wanted.TRUTH : Wanted.VALUE;
    Map<String, PythonValue> answer = ask(Question.call(0, wanted, List.of(arguments)));
    return answer.get("values") instanceof PythonValue.Items(var values)
        ? Map.of("value", values.getFirst())
        : answer;
  }

  /** A comparison shows in the order of two, both ways. */
  private static PythonValue sign(List<PythonValue> two) throws AccountFailure {
    boolean kept = isKept(two);
    return new PythonValue.Whole(kept && isKept(two.reversed()) ? 0 : kept ? -1 : 1);
  }

  private static boolean isKept(List<PythonValue> two) throws AccountFailure {
    PythonValue inOrder =
        new PythonValue.Items(List.of(new PythonValue.Whole(0), new PythonValue.Whole(1)));
    return inOrder.equals(ask(Question.sort(0, true, two)).get("values"));
  }

  private static PythonValue plain(PythonLiteral literal) {
    return switch (literal) {
      case PythonLiteral.Text(var text) -> new PythonValue.Text(text);
      case PythonLiteral.Whole(var number) -> new PythonValue.Whole(number);
      case PythonLiteral.None _ -> new PythonValue.None();
      case PythonLiteral.Texts(var texts) ->
          new PythonValue.Items(texts.stream().<PythonValue>map(PythonValue.Text::new).toList());
    };
  }
}
