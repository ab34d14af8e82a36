package org.offlineimap.ui;

/** One interface's way to draw. Confined to the thread of the interface. */
interface Face {
  /** Draws what happened; one that fails stays silent from then on. */
  void draw(Told told);

  /** Leaves the screen to somebody else for a moment, or for good. */
  void stepAside();

  /** A face that prints lines and nothing else. */
  static Face of(LineSink sink) {
    return new Face() {
      @Override
      public void draw(Told told) {
        told.lines().forEach(sink::print);
        sink.flush();
      }

      @Override
      public void stepAside() {
        sink.flush();
      }
    };
  }
}
