package org.offlineimap.cli;

import java.util.List;

/** The first entry of a log file (reference: ui 8). Stateless. */
final class LogOpening {
  private LogOpening() {}

  /** Version, platform and arguments; the value of a {@code -k} that may be a secret is hidden. */
  static String text(CommandLine line) {
    StringBuilder text = new StringBuilder("OfflineImap " + Product.VERSION + " starting...\n");
    text.append("  Java: ").append(Runtime.version()).append(" Platform: ");
    text.append(System.getProperty("os.name")).append("\n  Args: offlineimap");
    line.given().forEach((option, values) -> append(text, option, values));
    line.words().forEach(word -> text.append(' ').append(word));
    return text.toString();
  }

  private static void append(StringBuilder text, Switch option, List<String> values) {
    for (String value : values) {
      text.append(' ');
      text.append(option.shortForm().isEmpty() ? option.display() : option.shortForm());
      if (option.takesValue()) {
        text.append(' ').append(option == Switch.SETTING ? masked(value) : value);
      }
    }
  }

  private static String masked(String setting) {
    int equals = setting.indexOf('=');
    String name = equals < 0 ? setting : setting.substring(0, equals);
    boolean secret = name.contains("pass") || name.contains("oauth2");
    return secret && equals >= 0 ? name + "=***" : setting;
  }
}
