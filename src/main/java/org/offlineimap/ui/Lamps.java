package org.offlineimap.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's row of lights: one for each task that was ever needed at once. The light of a task
 * that has ended goes out, and is the first to be used again (reference: ui 7). Not thread-safe.
 */
final class Lamps {
  /** So that work too short for the eye is seen. */
  static final Duration AFTERGLOW = Duration.ofMillis(150);

  private final List<Lamp> lamps = new ArrayList<>();

  private static final class Lamp {
    private @Nullable String task;
    private Activity activity = Activity.ENDED;
    private Instant ended = Instant.MIN;
  }

  /** A task does something; the first time it takes a light. */
  void show(String task, Activity activity) {
    Lamp lamp = lamp(task);
    lamp.activity = activity;
    lamp.task = task;
  }

  private Lamp lamp(String task) {
    Lamp free = null;
    for (Lamp lamp : lamps) {
      if (task.equals(lamp.task)) {
        return lamp;
      }
      free = free == null && lamp.task == null ? lamp : free;
    }
    if (free == null) {
      free = new Lamp();
      lamps.add(free);
    }
    return free;
  }

  /** A task is over; it may never have had a light. */
  void end(String task, Instant now) {
    for (Lamp lamp : lamps) {
      if (task.equals(lamp.task)) {
        end(lamp, now);
      }
    }
  }

  /** Every task is over. */
  void endAll(Instant now) {
    for (Lamp lamp : lamps) {
      if (lamp.task != null) {
        end(lamp, now);
      }
    }
  }

  private static void end(Lamp lamp, Instant now) {
    lamp.task = null;
    lamp.ended = now;
  }

  /** What a task does; nothing when it has no light. */
  Activity of(String task) {
    for (Lamp lamp : lamps) {
      if (task.equals(lamp.task)) {
        return lamp.activity;
      }
    }
    return Activity.ENDED;
  }

  /** Whether a task is at work. */
  boolean isLit() {
    return lamps.stream().anyMatch(lamp -> lamp.task != null);
  }

  /** What each light shows now. */
  List<Activity> shown(Instant now) {
    List<Activity> shown = new ArrayList<>();
    for (Lamp lamp : lamps) {
      boolean glows = lamp.task != null || now.isBefore(lamp.ended.plus(AFTERGLOW));
      shown.add(glows ? lamp.activity : Activity.ENDED);
    }
    return shown;
  }
}
