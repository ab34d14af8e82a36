package org.offlineimap.ui;

/** Text of others, such as a server's, made harmless for a screen. Stateless. */
final class Plain {
  private static final int REPLACEMENT = '?';

  private Plain() {}

  /** One line in which nothing can move the cursor, change colours or turn the direction round. */
  static String text(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    line.codePoints().map(Plain::visible).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /**
   * Lines in which nothing can; their ends, tabs and whatever else has a place in names stay. For
   * output that may as well be read by a program.
   */
  static String lines(String text) {
    if (text.codePoints().noneMatch(Plain::isHarmful)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().map(c -> isHarmful(c) ? REPLACEMENT : c).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isHarmful(int c) {
    if (c == '\n' || c == '\t') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> turns(c);
      default -> false;
    };
  }

  /** Whether it turns the direction of writing round. */
  private static boolean turns(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static int visible(int c) {
    if (c == '\t') {
      return ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          REPLACEMENT;
      default -> c;
    };
  }
}
