package org.offlineimap.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal, by way of JLine: pictures onto it, and everything as it was when it is
 * closed, or the program ends in any way that lets it. Keys are not read through JLine, which
 * cannot be closed while a read is under way. Thread-safe, guarded by one lock.
 */
final class TerminalScreen implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Terminal terminal;
  private final Display display;
  private final Attributes found;
  private final byte[] farewell;
  private final Thread lastResort = new Thread(this::leave, "screen restorer");

  @GuardedBy("lock")
  private Frame.Size drawn = new Frame.Size(0, 0);

  @GuardedBy("lock")
  private boolean cursorShown;

  @GuardedBy("lock")
  private boolean lent;

  @GuardedBy("lock")
  private boolean closed;

  private TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, true);
    this.found = terminal.getAttributes();
    this.farewell =
        (sequence(Capability.keypad_local)
                + sequence(Capability.cursor_normal)
                + sequence(Capability.exit_attribute_mode)
                + previousPicture())
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** A terminal without a second screen, such as the console of Linux, is left empty. */
  private String previousPicture() {
    String leave = sequence(Capability.exit_ca_mode);
    return leave.isEmpty() ? sequence(Capability.clear_screen) : leave;
  }

  /**
   * Takes the terminal of this process.
   *
   * @throws IOException it has none, or none that can be used
   */
  static TerminalScreen open() throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .provider(TerminalBuilder.PROP_PROVIDER_FFM)
            .dumb(false)
            .nativeSignals(false)
            .graphemeCluster(false)
            .build();
    TerminalScreen screen = new TerminalScreen(terminal);
    Runtime.getRuntime().addShutdownHook(screen.lastResort);
    screen.take();
    return screen;
  }

  private String sequence(Capability capability) {
    String text = Curses.tputs(terminal.getStringCapability(capability));
    return text == null ? "" : text;
  }

  /** How many colours the terminal's description promises. */
  int colours() {
    Integer colours = terminal.getNumericCapability(Capability.max_colors);
    return colours == null ? 0 : colours;
  }

  /** Takes it, for the first time or after it was lent; all is drawn anew. */
  void take() {
    lock.lock();
    try {
      if (!closed) {
        lent = false;
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        // CTRL-C and CTRL-Z stay what they are everywhere.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        cursorShown = false;
        drawn = new Frame.Size(0, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Leaves it as it was found, until it is taken again. */
  void lend() {
    lock.lock();
    try {
      if (!closed) {
        lent = true;
        sayFarewell();
        terminal.setAttributes(found);
      }
    } catch (IOException e) {
      // Nobody is there who could see it.
      return;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How large it is now.
   *
   * @throws IllegalStateException the terminal was given back
   */
  Frame.Size size() {
    org.jline.terminal.Sized size = terminal.getSize();
    return new Frame.Size(Math.max(1, size.getRows()), Math.max(1, size.getColumns()));
  }

  /** Draws what differs from the picture before. */
  void show(Frame frame, Frame.Size size) {
    lock.lock();
    try {
      if (closed || lent) {
        return;
      }
      if (!size.equals(drawn)) {
        display.resize(org.jline.terminal.Size.of(size.columns(), size.rows()));
        display.clear();
        drawn = size;
      }
      boolean shows = frame.cursor().isPresent();
      if (shows != cursorShown) {
        terminal.puts(shows ? Capability.cursor_normal : Capability.cursor_invisible);
        cursorShown = shows;
      }
      display.update(
          frame.lines(),
          frame.cursor().map(at -> at.row() * (size.columns() + 1) + at.column()).orElse(-1));
      terminal.flush();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is on it, so that everything is drawn anew. */
  void forget() {
    lock.lock();
    try {
      drawn = new Frame.Size(0, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the terminal as it was found; from then on nothing is drawn. */
  @Override
  public void close() {
    if (leave()) {
      // At the very end JLine may be closing it too, and the two could wait for each other.
      Thread closing = Thread.ofPlatform().daemon().start(this::restoreModes);
      try {
        closing.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void restoreModes() {
    try {
      terminal.close();
    } catch (IOException | IOError | IllegalStateException e) {
      // There is no terminal any more that could be put right, or be told.
      return;
    }
  }

  /** Shows what was there before. The modes of the line are JLine's to restore, at the end too. */
  private boolean leave() {
    boolean held = patientLock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      sayFarewell();
    } catch (IOException e) {
      // Nobody is there who could see it.
      return true;
    } finally {
      if (held) {
        lock.unlock();
      }
    }
    return true;
  }

  /** Not through the terminal, which another end of the program may have closed already. */
  private void sayFarewell() throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    out.write(farewell);
    out.flush();
  }

  /** A terminal that takes nothing any more must not hang the end of the program. */
  private boolean patientLock() {
    try {
      return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
