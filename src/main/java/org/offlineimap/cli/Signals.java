package org.offlineimap.cli;

import java.util.Optional;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Turns the signals of the operating system into wishes (reference: cli 12). Stateless. */
final class Signals {
  private static final String STOPPING =
      "Preparing to shutdown after sync (this may take some time), press CTRL-C again to shutdown"
          + " immediately";

  private Signals() {}

  /** Listens from now on; a later call takes over. */
  static void listen(RunControl control, EventSink events) {
    SignalHandler end =
        _ -> {
          if (control.raise()) {
            say(events, STOPPING);
          } else {
            // At once: every store survives a kill, and the system drops the locks.
            Runtime.getRuntime().halt(Program.FAILED);
          }
        };
    handle("INT", end);
    handle("TERM", end);
    handle("HUP", end);
    handle("USR1", _ -> control.wake());
    handle(
        "USR2",
        _ -> {
          say(events, "Terminating after this sync...");
          control.finish();
        });
  }

  private static void say(EventSink events, String text) {
    events.accept(new SyncEvent.Notice("", Optional.empty(), text));
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
