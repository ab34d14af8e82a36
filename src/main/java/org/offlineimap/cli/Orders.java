package org.offlineimap.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.offlineimap.daemon.RunControl;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.Wishes;
import org.offlineimap.ui.UserInterface;

/**
 * What a person wishes, by signal or by key, carried out (reference: cli 12, ui 7). Thread-safe.
 */
final class Orders implements Wishes {
  private static final String STOPPING =
      "Preparing to shutdown after sync (this may take some time), press CTRL-C again to shutdown"
          + " immediately";

  private final RunControl control;
  private final UserInterface ui;

  Orders(RunControl control, UserInterface ui) {
    this.control = control;
    this.ui = ui;
  }

  @Override
  public void synchronise() {
    control.wake();
  }

  @Override
  public void synchronise(String account) {
    control.wake(account);
  }

  @Override
  public void finish() {
    say("Terminating after this sync...");
    control.finish();
  }

  @Override
  public void stop() {
    if (control.raise()) {
      say(STOPPING);
      tellThreads();
      ui.stopping();
    } else {
      ui.abandon();
      // At once: every store survives a kill, and the system drops the locks.
      Runtime.getRuntime().halt(Program.FAILED);
    }
  }

  /** For {@code -d thread}; virtual threads are not among them. */
  private void tellThreads() {
    String list =
        Thread.getAllStackTraces().keySet().stream()
            .map(thread -> thread.getName() + " (" + thread.getState() + ")")
            .sorted()
            .collect(Collectors.joining(", "));
    ui.accept(new SyncEvent.Debug("", Optional.empty(), "thread", "threads: " + list));
  }

  private void say(String text) {
    ui.accept(new SyncEvent.Notice("", Optional.empty(), text));
  }
}
