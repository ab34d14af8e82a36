package org.offlineimap.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs of Debian's packages that {@code ./check --long} only unpacks, because they cannot be
 * installed beside Dovecot. Stateless.
 */
final class UnpackedServer {
  private static final Path ROOT = Path.of("target/servers/root").toAbsolutePath();

  private UnpackedServer() {}

  /** A program by its path in the package; fails where it was not unpacked. */
  static Path program(String path) {
    Path program = ROOT.resolve(path);
    if (!Files.isExecutable(program)) {
      fail(program + " is missing; ./check --long fetches it on Debian");
    }
    return program;
  }

  /** A process of such a program, with the packages' own libraries. */
  static ProcessBuilder process(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", libraries());
    return builder;
  }

  private static String libraries() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT.toRealPath())) {
      return all.filter(file -> String.valueOf(file.getFileName()).contains(".so"))
          .map(file -> String.valueOf(file.getParent()))
          .filter(folder -> !folder.endsWith("/sasl2"))
          .distinct()
          .sorted()
          .collect(Collectors.joining(":"));
    }
  }

  /** Deletes what a server leaves; a file that goes away meanwhile is what was wanted. */
  static void delete(Path tree) throws IOException {
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.toList().reversed()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
