package org.offlineimap.ui;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.offlineimap.event.Prompter;

/**
 * Asks at the terminal without echo; what others have to say waits meanwhile (reference: ui 3). One
 * question at a time, under a lock of its own.
 */
final class TerminalPrompter implements Prompter {
  private final ReentrantLock asking = new ReentrantLock();
  private final EventQueue queue;
  private final Face face;
  private final PrintStream err;

  TerminalPrompter(EventQueue queue, Face face, PrintStream err) {
    this.queue = queue;
    this.face = face;
    this.err = err;
  }

  @Override
  public Optional<char[]> password(String user, Optional<String> previousError) {
    asking.lock();
    try {
      return queue.paused(() -> ask(user, previousError));
    } finally {
      asking.unlock();
    }
  }

  // Without a terminal the console is null again since JDK 25 (JDK-8351435).
  @SuppressWarnings("SystemConsoleNull")
  private Optional<char[]> ask(String user, Optional<String> previousError) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return Optional.empty();
    }
    face.stepAside();
    previousError.ifPresent(error -> err.print(user + ": " + error + "\n"));
    err.flush();
    return Optional.ofNullable(console.readPassword("Enter password for user '%s': ", user));
  }
}
