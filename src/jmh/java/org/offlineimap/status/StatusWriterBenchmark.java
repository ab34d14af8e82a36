package org.offlineimap.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Groups of 200 rows put into one folder's status, each in a transaction, without flushes. */
@State(Scope.Benchmark)
public class StatusWriterBenchmark {
  private static final int GROUP = 200;

  private final MessageList rows = rows();
  private Path root = Path.of("");
  private @Nullable FolderStatus status;

  private static MessageList rows() {
    MessageList.Builder list = new MessageList.Builder();
    for (int i = 1; i <= GROUP; i++) {
      list.add(i, FlagSet.ofLetters(i % 3 == 0 ? "FS" : "S"));
    }
    return list.build();
  }

  /** Opens the status. */
  @Setup
  public void open() throws IOException, SyncException {
    root = Files.createTempDirectory("status");
    status =
        new StatusDirectory(
                new StatusPlace(root, "A", "R", "L"),
                LetterMap.systemOnly(),
                StatusDisk.system(false),
                (_, _) -> {},
                Backend.SQLITE)
            .open(new StatusKey("INBOX"));
  }

  /** Closes and removes it. */
  @TearDown
  public void remove() throws IOException, SyncException {
    Objects.requireNonNull(status).close();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }

  /** Nanoseconds for each row. */
  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void put() throws SyncException {
    Objects.requireNonNull(status).put(rows);
  }
}
