package org.offlineimap.cli;

import org.offlineimap.event.Wishes;
import org.offlineimap.ui.UserInterface;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Turns the signals of the operating system into wishes (reference: cli 12). Stateless. */
final class Signals {
  private Signals() {}

  /** Listens from now on; a later call takes over. */
  static void listen(Wishes wishes, UserInterface ui) {
    SignalHandler end = _ -> wishes.stop();
    handle("INT", end);
    handle("TERM", end);
    handle("HUP", end);
    handle("USR1", _ -> wishes.synchronise());
    handle("USR2", _ -> wishes.finish());
    if (ui.hasScreen()) {
      handle("WINCH", _ -> ui.resized());
      handle("CONT", _ -> ui.resized());
    }
  }

  private static void handle(String name, SignalHandler handler) {
    try {
      Signal.handle(new Signal(name), handler);
    } catch (IllegalArgumentException e) {
      // The virtual machine keeps this one for itself: the signal has its default effect.
      return;
    }
  }
}
