package org.offlineimap.config;

/** White space as Python's {@code str.strip} understands it, which is more than Java's trim. */
final class Blanks {
  private Blanks() {}

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  static String strip(String text) {
    String tail = stripTrailing(text);
    return tail.substring(indentation(tail));
  }

  static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The number of blanks that a line begins with. */
  static int indentation(String line) {
    int start = 0;
    while (start < line.length() && isBlank(line.charAt(start))) {
      start++;
    }
    return start;
  }
}
