package org.offlineimap.ui;

import java.io.PrintStream;

/** Bare messages, as {@code basic} and {@code quiet} print them (reference: ui 4). */
final class PlainSink implements LineSink {
  private final PrintStream out;

  PlainSink(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(Line line) {
    out.print(Plain.lines(line.text()) + "\n");
  }

  @Override
  public void flush() {
    out.flush();
  }
}
