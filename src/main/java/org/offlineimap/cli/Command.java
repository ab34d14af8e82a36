package org.offlineimap.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words that ask for something else than a synchronisation (reference: beyond 9). */
enum Command {
  STATUS("status", "show the last runs and what waits, with --json for programs"),
  CONFIG("config check", "check the configuration file, connect nowhere"),
  DEMO("demo [DIR]", "show the program with a mail server of its own");

  /** Words that are kept free for commands to come. */
  static final List<String> LATER = List.of("login", "install");

  private final String usage;
  private final String help;

  Command(String usage, String help) {
    this.usage = usage;
    this.help = help;
  }

  /** The word, and what follows it. */
  String usage() {
    return usage;
  }

  /** The word alone. */
  String word() {
    int blank = usage.indexOf(' ');
    return blank < 0 ? usage : usage.substring(0, blank);
  }

  /** What it is for. */
  String help() {
    return help;
  }

  /** The command of this word. */
  static Optional<Command> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
