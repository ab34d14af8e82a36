package org.offlineimap.cli;

import java.util.Locale;

/** The first entry of a log file (reference: ui 8). Stateless. */
final class LogOpening {
  private LogOpening() {}

  /** Version, platform and arguments; the value of a {@code -k} that may be a secret is hidden. */
  static String text(CommandLine line) {
    StringBuilder text = new StringBuilder("OfflineImap " + Product.VERSION + " starting...\n");
    text.append("  Java: ").append(Runtime.version()).append(" Platform: ");
    text.append(System.getProperty("os.name")).append("\n  Args: offlineimap");
    line.arguments().forEach(word -> text.append(' ').append(masked(word)));
    return text.toString();
  }

  /** Whatever stands before a {@code =}, and whichever option it belongs to. */
  private static String masked(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
    boolean secret = name.contains("pass") || name.contains("oauth2");
    return secret ? word.substring(0, equals) + "=***" : word;
  }
}
