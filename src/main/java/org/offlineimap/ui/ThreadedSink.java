package org.offlineimap.ui;

import java.io.PrintStream;

/**
 * Messages under the name of the task that says them, as {@code ttyui} prints them: the name once,
 * then each message behind one blank (reference: ui 3). Confined to the thread of the interface.
 */
final class ThreadedSink implements LineSink {
  private final PrintStream out;
  private String last = "";

  ThreadedSink(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(Line line) {
    if (line.thread().isEmpty()) {
      out.print(Plain.lines(line.text()) + "\n");
      return;
    }
    if (!line.thread().equals(last)) {
      last = line.thread();
      out.print(Plain.lines(last) + ":\n");
    }
    out.print(" " + Plain.lines(line.text()) + "\n");
  }

  @Override
  public void flush() {
    out.flush();
  }
}
