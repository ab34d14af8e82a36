package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParallelFlushTest {
  private static final List<Path> FILES =
      IntStream.range(0, 100).mapToObj(i -> Path.of("file" + i)).toList();

  private final Map<Path, Integer> flushed = new ConcurrentHashMap<>();
  private final Set<Thread> threads = Collections.synchronizedSet(new java.util.HashSet<>());

  private interface Flush {
    void of(Path file) throws IOException;
  }

  /** A disk that can do nothing else. */
  private MaildirDisk disk(Flush flush) {
    return (MaildirDisk)
        Proxy.newProxyInstance(
            MaildirDisk.class.getClassLoader(),
            new Class<?>[] {MaildirDisk.class},
            (_, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("forceFile");
              Path file = (Path) arguments[0];
              threads.add(Thread.currentThread());
              flush.of(file);
              flushed.merge(file, 1, Integer::sum);
              return null;
            });
  }

  @Test
  void flushesEachFileOnceByMoreThanOneThread() {
    java.util.concurrent.CountDownLatch two = new java.util.concurrent.CountDownLatch(2);
    MaildirDisk disk =
        disk(_ -> {
          two.countDown();
          awaitBoth(two);
        });
    assertThat(new ParallelFlush(disk, FILES).run()).isEmpty();
    assertThat(flushed.keySet()).containsExactlyInAnyOrderElementsOf(FILES);
    assertThat(flushed.values()).containsOnly(1);
    assertThat(threads).hasSizeBetween(2, 8);
  }

  private static void awaitBoth(java.util.concurrent.CountDownLatch two) {
    try {
      assertThat(two.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void namesWhatWasNotFlushedAndWhy() {
    Path bad = FILES.get(41);
    MaildirDisk disk =
        disk(file -> {
          if (file.equals(bad)) {
            throw new IOException("no space");
          }
        });
    Map<Path, IOException> failed = new ParallelFlush(disk, FILES).run();
    assertThat(failed).containsOnlyKeys(bad);
    assertThat(failed.get(bad)).hasMessage("no space");
    assertThat(flushed).hasSize(99);
  }

  @Test
  void aThreadThatEndsInAnErrorLeavesNoFileTakenForFlushed() {
    Thread caller = Thread.currentThread();
    MaildirDisk disk =
        disk(_ -> {
          if (!Thread.currentThread().equals(caller)) {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw new StackOverflowError("as if");
          }
        });
    Map<Path, IOException> failed = new ParallelFlush(disk, FILES).run();
    assertThat(flushed.size() + failed.size()).isEqualTo(100);
    assertThat(failed).doesNotContainKeys(flushed.keySet().toArray(new Path[0]));
  }

  @Test
  void anInterruptionIsKeptAndEveryFileIsAccountedFor(@TempDir Path directory) throws Exception {
    List<Path> files = IntStream.range(0, 40).mapToObj(i -> directory.resolve("m" + i)).toList();
    for (Path file : files) {
      Files.writeString(file, "x");
    }
    Thread.currentThread().interrupt();
    Map<Path, IOException> failed = MaildirDisk.real().forceFiles(files);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(files).containsAll(failed.keySet());
    assertThat(MaildirDisk.real().forceFiles(files)).isEmpty();
  }
}
