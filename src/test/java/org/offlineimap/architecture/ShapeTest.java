package org.offlineimap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of CONTRIBUTING.md on the size of what a reader must hold in mind. */
final class ShapeTest {
  private static final List<MethodShape> METHODS = MethodShape.under(Path.of("src/main/java"));

  @Test
  void noMethodBodyIsLongerThanFortyLines() {
    assertThat(METHODS).filteredOn(method -> method.lines() > 40).isEmpty();
  }

  @Test
  void nineMethodsInTenHaveAtMostSeventeenLines() {
    assertThat(ninetiethPercentile(METHODS.stream().mapToInt(MethodShape::lines)))
        .isLessThanOrEqualTo(17);
  }

  @Test
  void noMethodTakesMoreThanFiveParameters() {
    assertThat(METHODS).filteredOn(method -> method.parameters() > 5).isEmpty();
  }

  @Test
  void noMethodNestsDeeperThanThreeLevels() {
    assertThat(METHODS).filteredOn(method -> method.nesting() > 3).isEmpty();
  }

  @Test
  void noFileIsLongerThanFiveHundredLinesAndNineInTenKeepToThreeHundred() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      ToIntFunction<Path> lines = ShapeTest::lines;
      assertThat(sources).filteredOn(file -> lines.applyAsInt(file) > 500).isEmpty();
      assertThat(ninetiethPercentile(sources.stream().mapToInt(lines)))
          .as("files over 300 lines: %s", sources.stream().filter(f -> lines(f) > 300).toList())
          .isLessThanOrEqualTo(300);
    }
  }

  @Test
  void countsLinesParametersAndLevelsAsAReaderWould() {
    String source =
        """
        class Sample {
          int f(int a, int b) {
            if (a > b) {
              return 1;
            } else if (a < b) {
              for (int i = 0; i < a; i++) {
                Runnable r = () -> { while (true) {} };
              }
            }
            return 0;
          }
        }
        """;
    assertThat(MethodShape.in("Sample.java", source))
        .containsExactly(new MethodShape("Sample.java:2 f", 8, 2, 3));
  }

  private static int ninetiethPercentile(IntStream values) {
    int[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * 9 / 10];
  }

  private static int lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return (int) lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
