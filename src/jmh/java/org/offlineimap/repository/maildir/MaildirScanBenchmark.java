package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.offlineimap.mail.LetterMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A Maildir folder of 10,000 files, its directories in the file system's cache. */
@State(Scope.Benchmark)
public class MaildirScanBenchmark {
  private static final int MESSAGES = 10_000;

  private final NameFormat format = new NameFormat("INBOX", LetterMap.systemOnly(), ':');
  private Path folder = Path.of("");

  /** Makes the files. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("scan");
    for (String part : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectory(folder.resolve(part));
    }
    for (int i = 1; i <= MESSAGES; i++) {
      String name = "1700000000_" + i + ".1234.host,U=" + i + format.marker() + ":2,S";
      Files.createFile(folder.resolve("cur").resolve(name));
    }
  }

  /** Removes them. */
  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }

  /** Nanoseconds for each file. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int scan() throws IOException {
    return FolderScan.of(folder, format, _ -> {}).size();
  }
}
