package org.offlineimap.cli;

import java.util.Optional;

/** The options of the command line (reference: cli 1), in the order of the help text. */
enum Switch {
  HELP('h', "help", "", "show this help message and exit"),
  VERSION('\0', "version", "", "show program's version number and exit"),
  VERSIONS('V', "", "", "show the versions of the program and of Java and exit"),
  DRY_RUN('\0', "dry-run", "", "show what would be done, change nothing"),
  INFO('\0', "info", "", "show information about the repositories and exit", false),
  SINGLE('1', "", "", "one thing after the other: no parallel accounts and folders"),
  PROFILE('P', "", "DIR", "write a profile of each account to DIR", false),
  ACCOUNTS('a', "", "ACCOUNT[,ACCOUNT,...]", "synchronise these accounts only"),
  CONFIG('c', "", "FILE", "read this configuration file"),
  DEBUG('d', "", "TYPE[,TYPE...]", "debug output: imap, maildir, thread, all"),
  LOG('l', "", "FILE", "also append the log to FILE"),
  SYSLOG('s', "", "", "also log to the system log", false),
  FOLDERS('f', "", "FOLDER[,FOLDER...]", "synchronise these folders only (their remote names)"),
  SETTING('k', "", "[SECTION:]OPTION=VALUE", "set an option of the configuration file"),
  ONCE('o', "", "", "run once, whatever autorefresh says"),
  QUICK('q', "", "", "quick: do not look for changed flags"),
  INTERFACE('u', "", "INTERFACE", "ttyui, basic or quiet"),
  JSON('\0', "json", "", "the same as -u json", false),
  DELETE_FOLDER('\0', "delete-folder", "FOLDER", "delete a folder on the server", false),
  MIGRATE_FMD5(
      '\0',
      "migrate-fmd5-using-nametrans",
      "",
      "rename local files whose folder digest is that of a version before 6.3.5",
      false),
  PRUNE_MBNAMES(
      '\0',
      "mbnames-prune",
      "",
      "remove the mailbox lists of accounts no longer configured",
      false),
  CONFIRM_DELETIONS(
      '\0', "confirm-deletions", "ACCOUNT:FOLDER:TOKEN", "let withheld deletions go on"),
  ADOPT_UIDVALIDITY(
      '\0', "adopt-uidvalidity", "FOLDER", "take a folder up again after a new UIDVALIDITY"),
  IGNORE_KEYRING('\0', "ignore-keyring", "", "do not ask the system's keyring (it is never asked)"),
  UPDATE_KEYRING('\0', "update-keyring", "", "store the password in the keyring", false);

  private final char letter;
  private final String word;
  private final String value;
  private final String help;
  private final boolean available;

  Switch(char letter, String word, String value, String help) {
    this(letter, word, value, help, true);
  }

  Switch(char letter, String word, String value, String help, boolean available) {
    this.letter = letter;
    this.word = word;
    this.value = value;
    this.help = help;
    this.available = available;
  }

  /** Whether this version carries it out. */
  boolean isAvailable() {
    return available;
  }

  /** Whether it is followed by a value. */
  boolean takesValue() {
    return !value.isEmpty();
  }

  /** The name of its value in the help text; empty for none. */
  String valueName() {
    return value;
  }

  /** What it is for. */
  String help() {
    return help;
  }

  /** The long name without dashes; empty for none. */
  String word() {
    return word;
  }

  /** The short form, {@code -x}; empty for none. */
  String shortForm() {
    return letter == '\0' ? "" : "-" + letter;
  }

  /** As messages call it. */
  String display() {
    return word.isEmpty() ? shortForm() : "--" + word;
  }

  /** The option of this letter. */
  static Optional<Switch> ofLetter(char letter) {
    for (Switch option : values()) {
      if (letter != '\0' && option.letter == letter) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
