package org.offlineimap.ui;

import java.io.FileOutputStream;
import java.io.IOException;
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
  private final PrintStream err;
  private final EventQueue queue;

  /** Touched by the queue's thread, or while it is paused. */
  private final List<LineSink> sinks = new ArrayList<>();

  /** Where an interface prints. */
  public record Terminal(PrintStream out, PrintStream err) {
    /** The process's own. */
    public static Terminal system() {
      return new Terminal(System.out, System.err);
    }
  }

  private UserInterface(Style style, Set<String> debug, Terminal terminal) {
    this.style = style;
    this.threshold = debug.isEmpty() ? style.threshold() : Level.DEBUG;
    this.narrator = new Narrator(debug);
    this.err = terminal.err();
    this.sinks.add(
        switch (style) {
          case TTYUI -> new ThreadedSink(terminal.err());
          case BASIC, QUIET -> new PlainSink(terminal.out());
        });
    this.queue = new EventQueue(EventQueue.CAPACITY, this::draw);
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

  /** Asks for passwords where this interface can; else answers with nothing. */
  public Prompter prompter() {
    return switch (style) {
      case TTYUI -> new TerminalPrompter(queue, err);
      case BASIC, QUIET -> (_, _) -> Optional.empty();
    };
  }

  @Override
  public void accept(SyncEvent event) {
    queue.accept(event);
  }

  private void draw(SyncEvent event) {
    for (Line line : narrator.tell(event)) {
      if (line.level().compareTo(threshold) >= 0) {
        sinks.forEach(sink -> sink.print(line));
      }
    }
    sinks.forEach(LineSink::flush);
  }

  /** Shows what is still waiting. */
  @Override
  public void close() {
    queue.close();
  }
}
