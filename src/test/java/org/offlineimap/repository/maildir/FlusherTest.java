package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlusherTest {
  private final Flusher flusher = new Flusher();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger done = new AtomicInteger();

  private void work() {
    threads.add(Thread.currentThread());
    done.incrementAndGet();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitAll(List<MaildirDisk.Flush> all) throws IOException {
    for (MaildirDisk.Flush one : all) {
      one.await();
    }
  }

  @Test
  void eachIsDoneOnceBesideTheirBringer() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    List<MaildirDisk.Flush> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(
          flusher.flush(() -> {
            two.countDown();
            await(two);
            work();
          }));
    }
    awaitAll(all);
    assertThat(done).hasValue(40);
    assertThat(threads).hasSizeBetween(2, 32).doesNotContain(Thread.currentThread());
  }

  /** Each that waits is an open file, and the system has only so many. */
  @Test
  void whoBringsMoreThanMayWaitDoesItHimself() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    List<MaildirDisk.Flush> all = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      all.add(
          flusher.flush(() -> {
            await(free);
            work();
          }));
    }
    all.add(flusher.flush(this::work));
    assertThat(threads).containsExactly(Thread.currentThread());
    free.countDown();
    awaitAll(all);
    assertThat(done).hasValue(97);
  }

  @Test
  void whatFailedSaysSoAndNoOther() throws Exception {
    MaildirDisk.Flush bad =
        flusher.flush(() -> {
          throw new IOException("no space");
        });
    MaildirDisk.Flush bug =
        flusher.flush(() -> {
          throw new StackOverflowError("as if");
        });
    MaildirDisk.Flush good = flusher.flush(this::work);
    assertThatThrownBy(bad::await).isInstanceOf(IOException.class).hasMessage("no space");
    assertThatThrownBy(bug::await)
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    good.await();
    assertThat(done).hasValue(1);
  }

  @Test
  void anInterruptionIsKeptAndChangesNothing() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    MaildirDisk.Flush slow =
        flusher.flush(() -> {
          await(free);
          work();
        });
    Thread.currentThread().interrupt();
    Thread.ofVirtual().start(free::countDown);
    slow.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(1);
  }

  @Test
  void theRealDiskClosesWhatItFlushes(@TempDir Path directory) throws Exception {
    MaildirDisk disk = MaildirDisk.real();
    List<MaildirDisk.Flush> all = new ArrayList<>();
    List<OutputStream> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Path file = directory.resolve("m" + i);
      OutputStream out = disk.create(file);
      out.write(new byte[] {1, 2, 3});
      streams.add(out);
      all.add(disk.finish(file, out));
    }
    awaitAll(all);
    for (int i = 0; i < 100; i++) {
      assertThat(Files.size(directory.resolve("m" + i))).isEqualTo(3);
      OutputStream out = streams.get(i);
      assertThatThrownBy(() -> out.write(1))
          .isInstanceOf(java.nio.channels.ClosedChannelException.class);
    }
  }
}
