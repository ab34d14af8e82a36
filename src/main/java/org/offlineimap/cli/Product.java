package org.offlineimap.cli;

/** What the program calls itself. */
final class Product {
  static final String VERSION = "9.0.0";

  /** Scripts match the first word (reference: ui 1). */
  static final String BANNER =
      "OfflineIMAP " + VERSION + "\n  Licensed under the Apache License, Version 2.0";

  private static final int HELP_COLUMN = 28;

  private Product() {}

  /** The versions in one line, as {@code -V} prints them. */
  static String versions() {
    return "offlineimap v"
        + VERSION
        + ", Java v"
        + Runtime.version().feature()
        + "."
        + Runtime.version().interim()
        + "."
        + Runtime.version().update()
        + " ("
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ")";
  }

  /** The help text: usage, licence, commands, then the options group by group. */
  static String help() {
    StringBuilder text = new StringBuilder(4096);
    text.append("Usage: offlineimap [options]\n       offlineimap [options] COMMAND\n\n");
    text.append("OfflineIMAP for the JVM keeps an IMAP server and a Maildir equal, both ways.\n");
    text.append("Licensed under the Apache License, Version 2.0.\n\nCommands:\n");
    for (Command command : Command.values()) {
      append(text, command.usage(), command.help());
    }
    text.append("\nOptions:\n");
    for (SwitchGroup group : SwitchGroup.values()) {
      text.append("\n ").append(group.title()).append('\n');
      for (Switch option : Switch.values()) {
        if (option.group() == group) {
          append(text, names(option), option.help());
        }
      }
    }
    text.append("\nManual pages: offlineimap(1), offlineimaprc(5).\n");
    return text.toString();
  }

  private static String names(Switch option) {
    String value = option.takesValue() ? " " + option.valueName() : "";
    String names = option.shortForm() + (option.shortForm().isEmpty() ? "" : value);
    if (!option.word().isEmpty()) {
      String equals = option.takesValue() ? "=" + option.valueName() : "";
      names += (names.isEmpty() ? "" : ", ") + "--" + option.word() + equals;
    }
    return names;
  }

  private static void append(StringBuilder text, String names, String help) {
    text.append("  ").append(names);
    if (names.length() + 4 > HELP_COLUMN) {
      text.append('\n').repeat(' ', HELP_COLUMN);
    } else {
      text.repeat(' ', HELP_COLUMN - names.length() - 2);
    }
    text.append(help).append('\n');
  }
}
