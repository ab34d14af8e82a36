package org.offlineimap.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOError;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Prompter;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.Wishes;

/**
 * Blinkenlights: rows of lights, a log in their colours, keys (reference: ui 7). Events and keys
 * change the state; one thread draws it, at most so often that the eye follows. Thread-safe,
 * guarded by one lock; nothing is drawn and nobody is called with the lock held.
 */
final class BlinkenFace implements Face {
  private static final long FRAME_MILLIS = 50;
  private static final long LIVELY_MILLIS = 100;
  private static final long COUNTDOWN_MILLIS = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TerminalScreen screen;
  private final Paint paint;
  private final InstantSource clock;
  private final LineSink afterwards;
  private final Keyboard keyboard;
  private final EventSink events;
  private final PrintStream standardError;

  @GuardedBy("lock")
  private final ScreenReducer reducer = new ScreenReducer();

  /** What is printed when the screen is given back. */
  @GuardedBy("lock")
  private final Map<String, Line> results = new LinkedHashMap<>();

  @GuardedBy("lock")
  private boolean dirty = true;

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private boolean failed;

  /**
   * On a screen that is taken already.
   *
   * @param afterwards where lines go when there is no screen any more
   * @param events takes what keys give reason to say
   */
  BlinkenFace(TerminalScreen screen, Paint paint, PrintStream afterwards, EventSink events) {
    this.screen = screen;
    this.paint = paint;
    this.clock = InstantSource.system();
    this.events = events;
    this.standardError = afterwards;
    this.afterwards = new ThreadedSink(afterwards);
    this.keyboard = new Keyboard(screen, this::change, events);
  }

  /** Begins to draw and to read keys. What others print on standard error becomes log lines. */
  void start() {
    System.setErr(new PrintStream(new StrayLines(events), true, StandardCharsets.UTF_8));
    Thread.ofPlatform().name("screen").daemon().start(this::drawAll);
    keyboard.start();
  }

  /** From now on keys have their effect. */
  void obey(Wishes wishes) {
    keyboard.obey(wishes);
  }

  /** Asks in the log window, without echo, while everything else goes on. */
  Prompter prompter() {
    return keyboard::ask;
  }

  /** Changes the state and lets it be seen. */
  private void change(Consumer<ScreenReducer> how) {
    lock.lock();
    try {
      how.accept(reducer);
      touched();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void touched() {
    if (!dirty) {
      dirty = true;
      changed.signalAll();
    }
  }

  @Override
  public void draw(Told told) {
    boolean lost;
    lock.lock();
    try {
      reducer.accept(told, clock.instant());
      remember(told);
      touched();
      lost = failed;
    } finally {
      lock.unlock();
    }
    if (lost) {
      told.lines().forEach(afterwards::print);
      afterwards.flush();
    }
  }

  @GuardedBy("lock")
  private void remember(Told told) {
    List<Line> lines = told.lines();
    if (failed || lines.isEmpty()) {
      return;
    }
    if (told.event() instanceof SyncEvent.AccountFinished) {
      results.put(told.event().account(), new Line(Level.INFO, "", lines.getLast().text()));
    } else if (told.event() instanceof SyncEvent.Terminated) {
      lines.forEach(line -> results.put(line.text(), line));
    }
  }

  /** The window has another size, or the program goes on after it was stopped. */
  void resized() {
    screen.take();
    change(_ -> {});
  }

  /** Leaves the terminal to others until {@link #resized}. */
  void lend() {
    screen.lend();
  }

  /** An orderly end is under way: nobody is asked any more. */
  void stopping() {
    change(ScreenReducer::stopping);
    keyboard.giveUp();
  }

  private void drawAll() {
    try {
      Optional<ScreenState> state = Optional.of(state());
      while (state.isPresent()) {
        Frame.Size size = screen.size();
        screen.show(Frame.of(state.get(), size, paint), size);
        state = awaitNext(state.get());
      }
    } catch (IllegalStateException e) {
      // The terminal was given back meanwhile: the program ends.
      giveBack();
    } catch (RuntimeException | IOError e) {
      lost(e);
    }
  }

  private ScreenState state() {
    lock.lock();
    try {
      dirty = false;
      return reducer.view(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something new to see; empty at the end. */
  private Optional<ScreenState> awaitNext(ScreenState last) {
    lock.lock();
    try {
      long least = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS);
      long most = TimeUnit.MILLISECONDS.toNanos(patience(last));
      long begin = System.nanoTime();
      long passed = 0;
      while (!closed && (passed < least || (!dirty && passed < most))) {
        changed.awaitNanos((passed < least ? least : most) - passed);
        passed = System.nanoTime() - begin;
      }
      dirty = false;
      return closed ? Optional.empty() : Optional.of(reducer.view(clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private static long patience(ScreenState state) {
    if (state.isLively()) {
      return LIVELY_MILLIS;
    }
    boolean counts = state.rows().stream().anyMatch(ScreenState.Row::sleeps);
    return counts ? COUNTDOWN_MILLIS : TimeUnit.HOURS.toMillis(1);
  }

  /** Drawing failed: the terminal is given back, and the run goes on with plain lines. */
  void lost(Throwable cause) {
    lock.lock();
    try {
      failed = true;
    } finally {
      lock.unlock();
    }
    giveBack();
    keyboard.giveUp();
    afterwards.print(
        new Line(Level.WARNING, "", "The screen cannot be drawn any more (" + cause + ")"));
    afterwards.flush();
  }

  /** Leaves the terminal as it was, at once; for an end that asks nobody. */
  void giveBack() {
    System.setErr(standardError);
    screen.close();
  }

  @Override
  public void stepAside() {
    List<Line> last;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      last = List.copyOf(results.values());
      results.clear();
    } finally {
      lock.unlock();
    }
    keyboard.giveUp();
    giveBack();
    last.forEach(afterwards::print);
    afterwards.flush();
  }
}
