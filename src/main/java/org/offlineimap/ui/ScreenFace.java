package org.offlineimap.ui;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What {@code ttyui} is on a terminal: its lines, and below them one that lives while messages are
 * copied. That line is erased before anything else is printed, so it never stays and never reaches
 * a pipe. Confined to the thread of the interface.
 */
final class ScreenFace implements Face {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** A narrow terminal cuts the line instead of folding it, so that it can be erased. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final InstantSource clock;
  private final LineSink lines;
  private final ProgressMeter meter = new ProgressMeter();
  private Instant drawn = Instant.EPOCH;
  private boolean visible;
  private volatile boolean abandoned;

  ScreenFace(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.lines = new ThreadedSink(out);
  }

  @Override
  public void draw(Told told) {
    Instant now = clock.instant();
    meter.accept(told.event(), now);
    boolean prints = !told.lines().isEmpty();
    if (prints) {
      erase();
      told.lines().forEach(lines::print);
    }
    if (prints || now.isAfter(drawn.plus(STEP))) {
      drawn = now;
      meter.line(now).ifPresentOrElse(this::show, this::erase);
    }
    out.flush();
  }

  private void show(String text) {
    if (abandoned) {
      return;
    }
    out.print(ERASE + NO_WRAP + text + WRAP);
    visible = true;
  }

  private void erase() {
    if (visible) {
      out.print(ERASE);
      visible = false;
    }
  }

  /** Erases the line for good, from any thread; a terminal that takes nothing is not waited for. */
  void abandon() {
    abandoned = true;
    Thread eraser =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              out.print(ERASE);
              out.flush();
            });
    try {
      eraser.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stepAside() {
    erase();
    out.flush();
  }
}
