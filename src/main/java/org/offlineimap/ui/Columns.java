package org.offlineimap.ui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/** Text measured as a terminal does: some characters take two columns, some none. Stateless. */
final class Columns {
  private Columns() {}

  static int width(CharSequence text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** As much of the beginning as fits. */
  static String cut(String text, int columns) {
    return text.substring(0, fitting(text, 0, columns));
  }

  /** Where the part that begins at {@code from} and fits ends. */
  private static int fitting(String text, int from, int columns) {
    int used = 0;
    int end = from;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      used += width(next);
      if (used > columns) {
        return end;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  /**
   * The text in lines that fit, parted between words where that leaves half a line at most; the
   * second and further ones begin with two blanks.
   */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    int end = lineEnd(text, 0, columns);
    lines.add(text.substring(0, end));
    while (end < text.length() && columns > 4) {
      int from = end;
      end = lineEnd(text, from, columns - 2);
      lines.add("  " + text.substring(from, end));
    }
    return lines;
  }

  private static int lineEnd(String text, int from, int columns) {
    int end = fitting(text, from, columns);
    int word = end == text.length() ? end : text.lastIndexOf(' ', end - 1) + 1;
    return word > from + (end - from) / 2 ? word : end;
  }

  /** As much of a line as fits. */
  static AttributedString cut(AttributedString line, int columns) {
    String text = line.toString();
    return line.subSequence(0, fitting(text, 0, columns));
  }

  /** The text cut or filled with blanks on its left. */
  static String right(String text, int columns) {
    String cut = cut(text, columns);
    return " ".repeat(columns - width(cut)) + cut;
  }

  /** Blanks up to this column, if it is not passed yet. */
  static void fill(AttributedStringBuilder line, int columns) {
    int missing = columns - width(line);
    if (missing > 0) {
      line.append(" ".repeat(missing));
    }
  }
}
