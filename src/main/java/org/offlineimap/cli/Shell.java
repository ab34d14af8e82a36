package org.offlineimap.cli;

/** Words that a person may paste into a POSIX shell. Stateless. */
final class Shell {
  private static final String PLAIN = "_-./:@%+=,";

  private Shell() {}

  /** The word as the shell reads it back. */
  static String quoted(String word) {
    boolean plain = !word.isEmpty() && word.chars().allMatch(Shell::isPlain);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0;
  }
}
