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
