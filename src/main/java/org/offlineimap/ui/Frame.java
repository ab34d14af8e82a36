package org.offlineimap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.offlineimap.ui.ScreenState.LogLine;
import org.offlineimap.ui.ScreenState.Question;

/**
 * One picture of blinkenlights: exactly as many lines as the screen has, none wider than it. Made
 * by a pure function of state, size and colours (reference: ui 7). Immutable.
 *
 * <pre>
 * product                                     licence
 * log, the newest line at the bottom
 * what is being copied, how fast, the last failure     only while there is something to say
 * hot keys
 * 2: [  4:59]         Work: @
 * 1: [active]         Home: @@@
 * 0: [active]     *Control: @
 * </pre>
 *
 * @param cursor where what is typed would appear; empty when nothing is asked
 */
record Frame(List<AttributedString> lines, Optional<Cursor> cursor) {
  private static final int LOG_AT_LEAST = 3;

  Frame {
    lines = List.copyOf(lines);
  }

  /** How large a screen is. */
  record Size(int rows, int columns) {}

  /** A place on the screen, from zero. */
  record Cursor(int row, int column) {}

  /** Draws a state. */
  static Frame of(ScreenState state, Size size, Paint paint) {
    int columns = Math.max(1, size.columns());
    int left = Math.max(1, size.rows());
    List<AttributedString> bottom = new ArrayList<>(lights(state, left, columns, paint));
    int hidden = state.rows().size() - bottom.size();
    left -= 1 + bottom.size();
    if (left > 0) {
      bottom.addFirst(HotKeys.bar(state, hidden, columns, paint));
      left--;
    }
    List<AttributedString> notes = notes(state, left - LOG_AT_LEAST, columns, paint);
    left = Math.max(0, left - notes.size());
    List<AttributedString> log = log(state, left, columns, paint);
    List<AttributedString> lines = new ArrayList<>();
    lines.add(banner(state, columns, paint));
    lines.addAll(log);
    lines.addAll(notes);
    lines.addAll(bottom);
    Optional<Cursor> cursor =
        state.question().isPresent() && left > 0
            ? Optional.of(new Cursor(left, Math.min(columns - 1, Columns.width(log.getLast()) + 1)))
            : Optional.empty();
    return new Frame(lines.subList(0, Math.max(1, size.rows())), cursor);
  }

  private static AttributedString banner(ScreenState state, int columns, Paint paint) {
    int room = columns - Columns.width(state.product()) - 2;
    String right = Columns.width(state.licence()) <= room ? state.licence() : "";
    String text =
        Columns.cut(state.product(), columns)
            + (room > 0 ? Columns.right(right, columns - Columns.width(state.product())) : "");
    AttributedStringBuilder line = new AttributedStringBuilder().style(paint.banner());
    line.append(text);
    Columns.fill(line, columns);
    return line.toAttributedString();
  }

  private static List<AttributedString> lights(
      ScreenState state, int height, int columns, Paint paint) {
    int count = state.rows().size();
    int notes = (state.error().isPresent() ? 1 : 0) + (state.meter().isPresent() ? 1 : 0);
    int shown = Math.clamp(height - 2L - LOG_AT_LEAST - notes, 1, count);
    List<AttributedString> lines = new ArrayList<>();
    // The program's own row stays; of the others, those around the picked one.
    int first = Math.max(1, Math.min(state.picked() - shown / 2, count - shown + 1));
    for (int row = first + shown - 2; row >= first; row--) {
      lines.add(AccountRow.line(state, row, columns, paint));
    }
    lines.add(AccountRow.line(state, 0, columns, paint));
    return lines;
  }

  private static List<AttributedString> notes(
      ScreenState state, int room, int columns, Paint paint) {
    List<AttributedString> notes = new ArrayList<>();
    state.error().ifPresent(error -> notes.add(note("Last error: " + error, columns, paint, true)));
    state.meter().ifPresent(meter -> notes.addFirst(note(meter, columns, paint, false)));
    if (!state.folders().isEmpty()) {
      String folders = Plain.text(String.join(" | ", state.folders()));
      notes.addFirst(note(folders, columns, paint, false));
    }
    while (notes.size() > Math.max(0, room)) {
      notes.removeFirst();
    }
    return notes;
  }

  private static AttributedString note(String text, int columns, Paint paint, boolean loud) {
    return new AttributedString(
        Columns.cut(text, columns), loud ? paint.log(Colour.RED, true) : paint.quiet());
  }

  /** The newest lines, the newest one at the bottom; a question stays below them. */
  private static List<AttributedString> log(
      ScreenState state, int height, int columns, Paint paint) {
    List<LogLine> wanted = new ArrayList<>(state.log());
    state.question().ifPresent(question -> wanted.addAll(asking(question)));
    List<AttributedString> lines = new ArrayList<>();
    for (LogLine line : wanted.reversed()) {
      for (String part : Columns.wrap(line.text(), columns).reversed()) {
        lines.add(new AttributedString(part, paint.log(line.colour(), line.loud())));
      }
      if (lines.size() >= height) {
        break;
      }
    }
    while (lines.size() < height) {
      lines.add(AttributedString.EMPTY);
    }
    return lines.subList(0, height).reversed();
  }

  private static List<LogLine> asking(Question question) {
    List<LogLine> lines = new ArrayList<>();
    question
        .previousError()
        .ifPresent(error ->
            lines.add(new LogLine(Colour.RED, true, Plain.text(question.user() + ": " + error))));
    lines.add(new LogLine(Colour.BLACK, false, " *** Input Required"));
    lines.add(
        new LogLine(
            Colour.BLACK,
            false,
            Plain.text(" *** Please enter password for user '%s':".formatted(question.user()))));
    return lines;
  }
}
