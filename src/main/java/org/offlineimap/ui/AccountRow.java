package org.offlineimap.ui;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.offlineimap.ui.ScreenState.Row;

/** One account's line: key, status, name, lights (reference: ui 7). Stateless. */
final class AccountRow {
  private static final int NAME_COLUMNS = 12;
  private static final int KEYS = 10;

  private AccountRow() {}

  /** For example {@code 1: [active] Home: @@@}, with the lights that there is room for. */
  static AttributedString line(ScreenState state, int index, int columns, Paint paint) {
    Row row = state.rows().get(index);
    AttributedStringBuilder line = new AttributedStringBuilder();
    boolean picked = index == state.picked() && state.rows().size() > 2;
    String key = index < KEYS ? Integer.toString(index) : " ";
    line.append(key + (picked ? ">" : ":"), picked ? paint.picked() : paint.key());
    line.append(" [");
    line.append(row.status(), row.sleeps() ? paint.in(Colour.RED) : paint.in(Colour.GRAY));
    line.append("] ").append(Columns.right(row.name(), NAME_COLUMNS)).append(": ");
    lamps(line, row.lamps(), columns - Columns.width(line), paint);
    return Columns.cut(line.toAttributedString(), columns);
  }

  private static void lamps(
      AttributedStringBuilder line, List<Activity> lamps, int room, Paint paint) {
    String rest = "+" + lamps.size();
    int shown = lamps.size() <= room ? lamps.size() : Math.max(0, room - rest.length());
    lamps.subList(0, shown).forEach(lamp -> line.append(paint.lamp(lamp)));
    if (shown < lamps.size()) {
      line.append("+" + (lamps.size() - shown));
    }
  }
}
