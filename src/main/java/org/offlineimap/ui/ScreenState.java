package org.offlineimap.ui;

import java.util.List;
import java.util.Optional;

/**
 * Everything that blinkenlights shows at one instant, before it is known how large the screen is.
 * Immutable.
 *
 * @param product left in the first row
 * @param licence right in the first row
 * @param log oldest first
 * @param rows of lights; the first one is the program's own
 * @param picked which row Enter is about
 * @param folders what is being copied, folder by folder
 * @param meter the same in one line; empty while nothing is being copied
 * @param error the last failure that is not made good yet
 * @param question what is being asked
 * @param stopping whether an orderly end is under way
 */
record ScreenState(
    String product,
    String licence,
    List<LogLine> log,
    List<Row> rows,
    int picked,
    List<String> folders,
    Optional<String> meter,
    Optional<String> error,
    Optional<Question> question,
    boolean stopping) {
  ScreenState {
    log = List.copyOf(log);
    rows = List.copyOf(rows);
    folders = List.copyOf(folders);
  }

  /**
   * One line of the log.
   *
   * @param colour that of the light of the task that says it
   * @param loud whether it is a warning or worse
   */
  record LogLine(Colour colour, boolean loud, String text) {}

  /**
   * One account.
   *
   * @param status six columns: {@code active}, a countdown, or {@code ended}
   * @param sleeps whether it counts down
   */
  record Row(String name, String status, boolean sleeps, List<Activity> lamps) {
    Row {
      lamps = List.copyOf(lamps);
    }

    boolean isAtWork() {
      return !sleeps && lamps.stream().anyMatch(lamp -> lamp != Activity.ENDED);
    }
  }

  /** A password that is wanted. */
  record Question(String user, Optional<String> previousError) {}

  /** Whether something moves that no event announces, faster than once a second. */
  boolean isLively() {
    return rows.stream().skip(1).anyMatch(Row::isAtWork);
  }
}
