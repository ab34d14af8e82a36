package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FeatureTest {
  /** What is said to be used is asked for somewhere. */
  @ParameterizedTest
  @EnumSource(Feature.class)
  void whatIsSaidToBeUsedIsAskedFor(Feature feature) throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java/org/offlineimap"))) {
      sources =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/imap/"))
              .filter(file -> !file.endsWith("Feature.java"))
              .toList();
    }
    boolean asked = false;
    for (Path source : sources) {
      asked |= Files.readString(source).contains("\"" + feature.capability() + "\"");
    }
    assertThat(asked).isTrue();
  }
}
