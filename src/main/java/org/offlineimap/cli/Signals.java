package org.offlineimap.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.offlineimap.event.Wishes;
import org.offlineimap.ui.UserInterface;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Turns the signals of the operating system into wishes (reference: cli 12). Stateless. */
final class Signals {
  private Signals() {}

  /** Listens for wishes from now on; a later call takes over. */
  static void listen(Wishes wishes) {
    SignalHandler end = _ -> wishes.stop();
    handle("INT", end);
    handle("TERM", end);
    handle("HUP", end);
    handle("USR1", _ -> wishes.synchronise());
    handle("USR2", _ -> wishes.finish());
  }

  /** Tells an interface with a screen what happens to its terminal. */
  static void follow(UserInterface ui) {
    if (ui.hasScreen()) {
      handle("WINCH", _ -> ui.resized());
      handle("CONT", _ -> ui.resized());
      handle("TSTP", stop -> stopForAWhile(stop, ui));
    }
  }

  /**
   * CTRL-Z, whose default effect follows once the terminal is as it was. Where nobody could let us
   * go on there is none, and we go on at once.
   */
  private static void stopForAWhile(Signal stop, UserInterface ui) {
    ui.lend();
    SignalHandler ours = Signal.handle(stop, SignalHandler.SIG_DFL);
    raise(stop);
    Signal.handle(stop, ours);
    ui.resized();
  }

  /** The JDK refuses to raise a signal that is not handled, which is what stops us. */
  @SuppressWarnings("restricted")
  private static void raise(Signal signal) {
    Linker linker = Linker.nativeLinker();
    try {
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("raise"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                  .invokeExact(signal.getNumber());
    } catch (Throwable e) {
      throw new IllegalStateException("raise(3) failed", e);
    }
  }

  private static void handle(String name, SignalHandler handler) {
    try {
      Signal signal = new Signal(name);
      SignalHandler before = Signal.handle(signal, handler);
      if (name.equals("TSTP") && before.equals(SignalHandler.SIG_IGN)) {
        // Nobody is there who could let us go on.
        Signal.handle(signal, before);
      }
    } catch (IllegalArgumentException e) {
      // The virtual machine keeps this one for itself: the signal has its default effect.
      return;
    }
  }
}
