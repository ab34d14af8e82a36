package org.offlineimap.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.offlineimap.event.SyncEvent;

/**
 * Turns the stream of events into lines: remembers the errors for the end of the run, and the last
 * debug messages of each task for the day that it dies. Confined to the thread of the interface.
 */
final class Narrator {
  private static final int REMEMBERED_DEBUG = 15;
  private static final int REMEMBERED_ERRORS = 200;

  private final Set<String> debug;
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Deque<String>> recent = new HashMap<>();
  private final ThreadNames threads = new ThreadNames();
  private long forgotten;
  private boolean skipped;

  /**
   * @param debug the categories to show; empty: no debugging at all
   */
  Narrator(Set<String> debug) {
    this.debug = Set.copyOf(debug);
  }

  /** What there is to show for {@code event}, before any threshold. */
  Told tell(SyncEvent event) {
    String thread = threads.of(event);
    List<Line> lines =
        lines(event, thread).stream()
            .map(line -> new Line(line.level(), thread, line.text()))
            .toList();
    return new Told(event, thread, lines);
  }

  private List<Line> lines(SyncEvent event, String thread) {
    return switch (event) {
      case SyncEvent.Debug e -> debugged(e, thread);
      case SyncEvent.Failed e -> failed(e);
      case SyncEvent.Unexpected e -> died(e, thread);
      case SyncEvent.UidValidityChanged e -> {
        skipped = true;
        yield Wording.lines(e);
      }
      case SyncEvent.Terminated _ -> ending();
      case SyncEvent other -> Wording.lines(other);
    };
  }

  private List<Line> debugged(SyncEvent.Debug event, String thread) {
    List<Line> lines = Wording.lines(event);
    Deque<String> ring = recent.computeIfAbsent(thread, _ -> new ArrayDeque<>(REMEMBERED_DEBUG));
    if (ring.size() == REMEMBERED_DEBUG) {
      ring.removeFirst();
    }
    ring.addLast(lines.getFirst().text());
    boolean wanted = event.category().isEmpty() || debug.contains(event.category());
    return !debug.isEmpty() && wanted ? lines : List.of();
  }

  private List<Line> failed(SyncEvent.Failed event) {
    String text = Wording.failure(event);
    if (!debug.isEmpty()) {
      text += "\n" + Wording.trace(event.cause());
    }
    remember(text);
    return List.of(new Line(Level.ERROR, "", text));
  }

  private List<Line> died(SyncEvent.Unexpected event, String thread) {
    Deque<String> ring = recent.getOrDefault(thread, new ArrayDeque<>());
    String text = Wording.died(event, thread);
    remember("ERROR: " + text);
    if (!ring.isEmpty()) {
      String name = thread.isEmpty() ? "main" : thread;
      text +=
          "\n\nLast %d debug messages logged for %s prior to exception:\n%s"
              .formatted(ring.size(), name, String.join("\n", ring));
    }
    return List.of(new Line(Level.WARNING, thread, text));
  }

  private void remember(String error) {
    if (errors.size() < REMEMBERED_ERRORS) {
      errors.add(error);
    } else {
      forgotten++;
    }
  }

  /** Every error once more, so that none is lost above the top of the screen. */
  private List<Line> ending() {
    List<String> texts = new ArrayList<>();
    if (!errors.isEmpty()) {
      texts.add("ERROR: Exceptions occurred during the run!");
      texts.addAll(errors);
      if (forgotten > 0) {
        texts.add("... and " + forgotten + " more errors");
      }
    }
    if (skipped) {
      texts.add("At least one folder skipped due to UID validity problem");
    }
    return texts.stream().map(text -> new Line(Level.WARNING, "", text)).toList();
  }
}
