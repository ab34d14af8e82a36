package org.offlineimap.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.offlineimap.event.Prompter;
import org.offlineimap.ui.UserInterface.Terminal;

/**
 * Asks the program at the other end: a line {@code getpass}, then one line is read (reference: ui
 * 6). One question at a time, under a lock of its own.
 */
final class MachinePrompter implements Prompter {
  private final ReentrantLock asking = new ReentrantLock();
  private final EventQueue queue;
  private final Terminal terminal;

  MachinePrompter(EventQueue queue, Terminal terminal) {
    this.queue = queue;
    this.terminal = terminal;
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

  private Optional<char[]> ask(String user, Optional<String> previousError) {
    PrintStream out = terminal.out();
    previousError.ifPresent(
        error -> out.print(MachineFormat.line("warn", "getpasserror", "", user, error) + "\n"));
    out.print(MachineFormat.line("msg", "getpass", "", user) + "\n");
    out.flush();
    return line();
  }

  /** Octet by octet: what follows the line belongs to the next question. */
  private Optional<char[]> line() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try {
      int next = terminal.in().read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n') {
        octets.write(next);
        next = terminal.in().read();
      }
    } catch (IOException e) {
      // Nobody is there to answer any more: the same as the end of input.
      return Optional.empty();
    }
    String text = octets.toString(StandardCharsets.UTF_8);
    return Optional.of(
        (text.endsWith("\r") ? text.substring(0, text.length() - 1) : text).toCharArray());
  }
}
