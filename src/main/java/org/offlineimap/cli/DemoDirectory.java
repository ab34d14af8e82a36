package org.offlineimap.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a demonstration: a normal rc file, a Maildir, the program's memory and the
 * server's certificate. Immutable.
 *
 * @param path absolute
 */
record DemoDirectory(Path path) {
  private static final String MARK = ".offlineimap-demo";

  /** Everything that a demonstration makes: what the next one in the same place removes. */
  private static final List<String> CONTENTS =
      List.of("Mail", "metadata", "certificates", "offlineimaprc");

  /**
   * Makes the directory ready.
   *
   * @param wanted where; empty for a new one among the temporary files
   * @return empty when there is something in it that no demonstration made
   */
  static Optional<DemoDirectory> prepare(Optional<String> wanted) throws IOException {
    if (wanted.isEmpty()) {
      return Optional.of(mark(Files.createTempDirectory("offlineimap-demo-")));
    }
    Path path = Path.of(wanted.get()).toAbsolutePath().normalize();
    Files.createDirectories(path);
    if (!Files.exists(path.resolve(MARK)) && !isEmpty(path)) {
      return Optional.empty();
    }
    for (String made : CONTENTS) {
      remove(path.resolve(made));
    }
    return Optional.of(mark(path));
  }

  private static DemoDirectory mark(Path path) throws IOException {
    Path mark = path.resolve(MARK);
    if (!Files.exists(mark)) {
      Files.writeString(mark, "The next demonstration in this directory replaces its contents.\n");
    }
    return new DemoDirectory(path.toRealPath());
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void remove(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The Maildir folders. */
  Path mail() {
    return path.resolve("Mail");
  }

  /** What the program remembers. */
  Path metadata() {
    return path.resolve("metadata");
  }

  /** The server's certificate and key. */
  Path certificates() {
    return path.resolve("certificates");
  }

  /** The configuration file. */
  Path rc() {
    return path.resolve("offlineimaprc");
  }
}
