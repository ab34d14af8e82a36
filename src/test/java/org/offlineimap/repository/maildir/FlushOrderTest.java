package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;

/**
 * The order of a grouped delivery with flushes that run beside it: contents, then names, then
 * directories.
 */
final class FlushOrderTest {
  private static final int MESSAGES = 40;

  @TempDir Path root;
  private final MaildirDisk real = MaildirDisk.real();
  private final Flusher flusher = new Flusher();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /** Flushes go on when the first one is awaited, so that each could be overtaken by its name. */
  private final CountDownLatch awaited = new CountDownLatch(1);

  private MaildirDisk noting(String unlucky) {
    return (MaildirDisk)
        Proxy.newProxyInstance(
            MaildirDisk.class.getClassLoader(),
            new Class<?>[] {MaildirDisk.class},
            (_, method, arguments) ->
                method.getName().equals("finish")
                    ? finish((Path) arguments[0], (OutputStream) arguments[1], unlucky)
                    : call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      Object result = method.invoke(real, arguments);
      done.add(method.getName() + " " + arguments[0]);
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private MaildirDisk.Flush finish(Path file, OutputStream out, String unlucky) {
    MaildirDisk.Flush flush =
        flusher.flush(() -> {
          await();
          out.close();
          if (file.toString().contains(unlucky)) {
            throw new IOException("the device is broken");
          }
          real.forceFile(file);
          done.add("flushed " + file);
        });
    return () -> {
      awaited.countDown();
      flush.await();
    };
  }

  private void await() throws IOException {
    try {
      assertThat(awaited.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private LocalFolder.Delivered deliver(String unlucky) throws Exception {
    MaildirFixture fixture = new MaildirFixture(root);
    fixture.inbox();
    fixture.disk = noting(unlucky);
    Map<Uid, LocalFolder.Incoming> wanted = new LinkedHashMap<>();
    for (int uid = 1; uid <= MESSAGES; uid++) {
      FlagSet flags = FlagSet.ofLetters(uid % 2 == 0 ? "S" : "");
      wanted.put(new Uid(uid), new LocalFolder.Incoming(flags, Optional.empty()));
    }
    try (LocalFolder.Delivery delivery = fixture.inbox().deliver(wanted)) {
      for (Uid uid : wanted.keySet()) {
        try (OutputStream out = delivery.open(uid, 3)) {
          out.write(new byte[] {1, 2, 3});
        }
      }
      assertThat(done).as("nothing waited yet").noneMatch(one -> one.startsWith("link"));
      return delivery.commit();
    }
  }

  private List<Integer> places(String what) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < done.size(); i++) {
      if (done.get(i).startsWith(what)) {
        places.add(i);
      }
    }
    return places;
  }

  @Test
  void aNameIsGivenWhenTheContentIsThereAndDirectoriesComeLast() throws Exception {
    assertThat(deliver("no such file").stored()).hasSize(MESSAGES);
    List<Integer> flushes = places("flushed ");
    List<Integer> names = places("link ");
    List<Integer> directories = places("forceDirectory ");
    assertThat(flushes).hasSize(MESSAGES);
    assertThat(names).hasSize(MESSAGES);
    assertThat(directories).as("cur and new").hasSize(2);
    assertThat(flushes.getLast()).isLessThan(names.getFirst());
    assertThat(names.getLast()).isLessThan(directories.getFirst());
  }

  @Test
  void whatCouldNotBeFlushedGetsNoNameAndTheOthersDo() throws Exception {
    LocalFolder.Delivered delivered = deliver(",U=7,");
    assertThat(delivered.failed()).containsOnlyKeys(new Uid(7));
    assertThat(delivered.failed().get(new Uid(7))).contains("the device is broken");
    assertThat(delivered.stored()).hasSize(MESSAGES - 1).doesNotContainKey(new Uid(7));
    assertThat(places("link ")).hasSize(MESSAGES - 1);
    assertThat(new MaildirFixture(root).files())
        .hasSize(MESSAGES - 1)
        .noneMatch(file -> file.contains(",U=7,"));
  }
}
