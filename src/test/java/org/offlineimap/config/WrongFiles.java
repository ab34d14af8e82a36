package org.offlineimap.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The tables of wrong files for tests of other packages. Stateless. */
public final class WrongFiles {
  private WrongFiles() {}

  /** Text, where the mistake is told ({@code rc} being the file), and a part of what is told. */
  public static Stream<Arguments> all() {
    return Stream.of(
            WrongFilesTest.wrongValues(), WrongFilesTest.wrongShapes(), WrongFormTest.files())
        .flatMap(files -> files);
  }
}
