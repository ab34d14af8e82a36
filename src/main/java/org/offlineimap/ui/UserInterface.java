package org.offlineimap.ui;

import java.io.Console;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.Prompter;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.event.Wishes;

/**
 * A person's view of a run: takes events from any thread at once and draws them, in order, on a
 * thread of its own. Close it to see the last line. Thread-safe.
 */
public final class UserInterface implements EventSink, AutoCloseable {
  private final Style style;
  private final Level threshold;
  private final Narrator narrator;
  private final Terminal terminal;
  private final EventQueue queue;
  private final Optional<BlinkenFace> lights;
  private final Face face;
  private volatile boolean broken;

  /** Touched by the queue's thread, or while it is paused. */
  private final List<LineSink> sinks = new ArrayList<>();

  /**
   * Where an interface prints, and from where it is answered.
   *
   * @param isScreen whether {@code err} is a terminal that understands ANSI sequences
   */
  public record Terminal(PrintStream out, PrintStream err, InputStream in, boolean isScreen) {
    /** Nobody answers, and nothing is a screen. */
    public Terminal(PrintStream out, PrintStream err) {
      this(out, err, InputStream.nullInputStream(), false);
    }

    /** Whether a person sits at it: the process's own, not redirected, and able to show more. */
    // Without a terminal the console is null again since JDK 25 (JDK-8351435).
    @SuppressWarnings("SystemConsoleNull")
    public boolean isInteractive() {
      if (!in.equals(System.in) || !hasKind()) {
        return false;
      }
      Console console = System.console();
      return console != null && console.isTerminal();
    }

    private static boolean hasKind() {
      String kind = System.getenv().getOrDefault("TERM", "dumb");
      return !kind.isEmpty() && !kind.equals("dumb");
    }

    /** The process's own; the launcher knows whether standard error is a terminal. */
    public static Terminal system() {
      boolean screen = Boolean.getBoolean("offlineimap.screen") && hasKind();
      return new Terminal(System.out, System.err, System.in, screen);
    }
  }

  private UserInterface(Style style, Set<String> debug, Terminal terminal) {
    this.style = style;
    this.threshold = debug.isEmpty() ? style.threshold() : Level.DEBUG;
    this.narrator = new Narrator(debug);
    this.terminal = terminal;
    this.queue = new EventQueue(EventQueue.CAPACITY, this::draw, this::broke);
    this.lights = style == Style.BLINKENLIGHTS ? lights(terminal, queue) : Optional.empty();
    this.face = lights.<Face>map(taken -> taken).orElseGet(() -> face(style, terminal));
  }

  private static Face face(Style style, Terminal terminal) {
    return switch (style) {
      // Blinkenlights without a screen that it could use are ttyui.
      case TTYUI, BLINKENLIGHTS ->
          terminal.isScreen()
              ? new ScreenFace(terminal.err(), InstantSource.system())
              : Face.of(new ThreadedSink(terminal.err()));
      case BASIC, QUIET -> Face.of(new PlainSink(terminal.out()));
      case SYSLOG -> Face.of(SystemLog.open(false));
      case MACHINEUI -> new MachineFace(terminal.out());
      case JSON -> new JsonFace(terminal.out(), InstantSource.system());
    };
  }

  private static Optional<BlinkenFace> lights(Terminal terminal, EventQueue queue) {
    String reason = "standard input and output must be a terminal, and TERM its kind";
    if (terminal.isInteractive()) {
      try {
        TerminalScreen screen = TerminalScreen.open();
        Paint paint = new Paint(ColourDepth.of(System.getenv(), screen.colours()));
        return Optional.of(new BlinkenFace(screen, paint, terminal.err(), queue));
      } catch (IOException e) {
        reason = e.toString();
      }
    }
    terminal.err().print("blinkenlights cannot be shown: " + reason + "; ttyui is used instead\n");
    return Optional.empty();
  }

  /**
   * Opens an interface.
   *
   * @param debug the debug categories to show; not empty lowers the threshold to debug
   */
  public static UserInterface open(Style style, Set<String> debug, Terminal terminal) {
    UserInterface opened = new UserInterface(style, debug, terminal);
    opened.queue.start();
    opened.lights.ifPresent(BlinkenFace::start);
    return opened;
  }

  /**
   * Also appends everything from now on to a log file (reference: ui 8).
   *
   * @param firstEntry written first, whatever the threshold
   * @throws IOException the file cannot be opened
   */
  public void logTo(Path file, String firstEntry) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(file.toFile(), true), false, StandardCharsets.UTF_8);
    LogSink log = new LogSink(out, InstantSource.system(), ZoneId.systemDefault());
    log.print(new Line(Level.INFO, "", firstEntry));
    log.flush();
    queue.paused(() -> sinks.add(log));
  }

  /** Also writes everything from now on to the system's log, if this interface does not anyway. */
  public void logToSystem() {
    if (style != Style.SYSLOG) {
      SystemLog log = SystemLog.open(false);
      queue.paused(() -> sinks.add(log));
    }
  }

  /** Asks for passwords where this interface can; else answers with nothing. */
  public Prompter prompter() {
    if (lights.isPresent()) {
      return lights.get().prompter();
    }
    return switch (style) {
      case TTYUI, BLINKENLIGHTS -> new TerminalPrompter(queue, face, terminal.err());
      case MACHINEUI -> new MachinePrompter(queue, terminal);
      case BASIC, QUIET, SYSLOG, JSON -> (_, _) -> Optional.empty();
    };
  }

  /** From now on keys have their effect, where this interface has any. */
  public void obey(Wishes wishes) {
    lights.ifPresent(taken -> taken.obey(wishes));
  }

  /** Whether it has the whole screen. */
  public boolean hasScreen() {
    return lights.isPresent();
  }

  /** An orderly end is under way. */
  public void stopping() {
    lights.ifPresent(BlinkenFace::stopping);
  }

  /** The program is about to be stopped for a while: leaves the terminal as it was. */
  public void lend() {
    lights.ifPresent(BlinkenFace::lend);
  }

  /** The terminal has another size, or the program goes on after it was stopped. */
  public void resized() {
    lights.ifPresent(BlinkenFace::resized);
  }

  /** Leaves the terminal as it was, without waiting for anything: the program ends now. */
  public void abandon() {
    lights.ifPresent(BlinkenFace::giveBack);
    if (face instanceof ScreenFace screen) {
      screen.abandon();
    }
  }

  @Override
  public void accept(SyncEvent event) {
    queue.accept(event);
  }

  private void draw(SyncEvent event) {
    Told all = narrator.tell(event);
    List<Line> lines =
        all.lines().stream().filter(line -> level(event, line).compareTo(threshold) >= 0).toList();
    try {
      face.draw(new Told(event, all.thread(), lines));
    } finally {
      for (LineSink sink : sinks) {
        lines.forEach(sink::print);
        sink.flush();
      }
    }
  }

  /** A mistake of ours: told once, past everything that may be broken; the run goes on. */
  private void broke(Throwable bug) {
    if (broken) {
      return;
    }
    broken = true;
    lights.ifPresent(taken -> taken.lost(bug));
    String text =
        "The user interface failed; the run goes on, and its exit status will be 1.\n"
            + Wording.trace(bug);
    terminal.err().print(Plain.lines(text) + "\n");
    terminal.err().flush();
  }

  /** Whether anything could not be shown; known for good once this is closed. */
  public boolean isBroken() {
    return broken;
  }

  private Level level(SyncEvent event, Line line) {
    boolean quietly = event instanceof SyncEvent.Waiting && !style.announcesSleep();
    return quietly ? Level.DEBUG : line.level();
  }

  /** Shows what is still waiting. */
  @Override
  public void close() {
    queue.close();
    face.stepAside();
  }
}
