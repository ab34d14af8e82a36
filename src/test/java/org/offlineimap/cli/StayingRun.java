package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * The program in this process, running until it is told to stop: it is waited for what it does.
 * Confined to one thread.
 */
final class StayingRun implements AutoCloseable {
  /** Without the option's line nothing happens, and all of it is waited for. */
  private static final long PATIENCE_SECONDS = 6;

  private static final long LOOK_MILLIS = 10;
  private static final long END_SECONDS = 60;

  private final BlockingQueue<SyncEvent> events = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final RunControl control = new RunControl();
  private final CompletableFuture<Integer> end;

  StayingRun(Path rc) {
    PrintStream printer = new PrintStream(out, false, UTF_8);
    end =
        CompletableFuture.supplyAsync(
            () -> run(rc, new Terminal(printer, printer)),
            task -> Thread.ofPlatform().daemon().start(task));
  }

  private int run(Path rc, Terminal terminal) {
    try {
      CommandLine line = OptionParser.parse("-c", rc.toString(), "-u", "basic");
      return new Session(line, terminal, events::add, control).run();
    } catch (UsageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is asked of the run. */
  RunControl control() {
    return control;
  }

  /** What it printed. */
  String output() {
    return out.toString(UTF_8);
  }

  /** Waits for the next event of a kind; no such one is an {@link AssertionError}. */
  void until(Class<? extends SyncEvent> kind) throws Exception {
    until(() -> {
      for (SyncEvent next = events.poll(); next != null; next = events.poll()) {
        if (kind.isInstance(next)) {
          return true;
        }
      }
      return false;
    });
  }

  /** Waits until something is so. */
  void until(Callable<Boolean> so) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    boolean ended = false;
    while (!so.call()) {
      if (ended || System.nanoTime() > limit) {
        throw new AssertionError(
            "it did not happen; the run " + (ended ? "ended: " : "says: ") + out.toString(UTF_8));
      }
      ended = end.isDone();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    control.raise();
    end.orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
  }
}
