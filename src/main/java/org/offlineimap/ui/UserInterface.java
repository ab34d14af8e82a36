package org.offlineimap.ui;

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
  private final Face face;

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

    /** The process's own; the launcher knows whether standard error is a terminal. */
    public static Terminal system() {
      String kind = System.getenv().getOrDefault("TERM", "dumb");
      boolean screen = Boolean.getBoolean("offlineimap.screen") && !kind.equals("dumb");
      return new Terminal(System.out, System.err, System.in, screen);
    }
  }

  private UserInterface(Style style, Set<String> debug, Terminal terminal) {
    this.style = style;
    this.threshold = debug.isEmpty() ? style.threshold() : Level.DEBUG;
    this.narrator = new Narrator(debug);
    this.terminal = terminal;
    this.face = face(style, terminal);
    this.queue = new EventQueue(EventQueue.CAPACITY, this::draw);
  }

  private static Face face(Style style, Terminal terminal) {
    return switch (style) {
      case TTYUI ->
          terminal.isScreen()
              ? new ScreenFace(terminal.err(), InstantSource.system())
              : Face.of(new ThreadedSink(terminal.err()));
      case BASIC, QUIET -> Face.of(new PlainSink(terminal.out()));
      case SYSLOG -> Face.of(SystemLog.open(false));
      case MACHINEUI -> new MachineFace(terminal.out());
      case JSON -> new JsonFace(terminal.out(), InstantSource.system());
    };
  }

  /**
   * Opens an interface.
   *
   * @param debug the debug categories to show; not empty lowers the threshold to debug
   */
  public static UserInterface open(Style style, Set<String> debug, Terminal terminal) {
    UserInterface opened = new UserInterface(style, debug, terminal);
    opened.queue.start();
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
    return switch (style) {
      case TTYUI -> new TerminalPrompter(queue, face, terminal.err());
      case MACHINEUI -> new MachinePrompter(queue, terminal);
      case BASIC, QUIET, SYSLOG, JSON -> (_, _) -> Optional.empty();
    };
  }

  @Override
  public void accept(SyncEvent event) {
    queue.accept(event);
  }

  private void draw(SyncEvent event) {
    Told all = narrator.tell(event);
    List<Line> lines =
        all.lines().stream().filter(line -> level(event, line).compareTo(threshold) >= 0).toList();
    face.draw(new Told(event, all.thread(), lines));
    for (LineSink sink : sinks) {
      lines.forEach(sink::print);
      sink.flush();
    }
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
