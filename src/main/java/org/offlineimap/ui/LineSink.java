package org.offlineimap.ui;

/** Where lines go: a terminal or a file. Called on the one thread of the interface. */
interface LineSink {
  /** Prints one line; a sink that fails stays silent from then on. */
  void print(Line line);

  /** Lets everything printed so far be seen. */
  void flush();
}
