package org.offlineimap.cli;

import static org.offlineimap.cli.SwitchGroup.ACTIONS;
import static org.offlineimap.cli.SwitchGroup.HOW;
import static org.offlineimap.cli.SwitchGroup.OUTPUT;
import static org.offlineimap.cli.SwitchGroup.RESCUE;
import static org.offlineimap.cli.SwitchGroup.SETTINGS;
import static org.offlineimap.cli.SwitchGroup.WHAT;

import java.util.Optional;

/**
 * The options of the command line (reference: cli 1), in the order of the help text. The parser,
 * the help text, the manual page and the completions all come from here.
 */
enum Switch {
  ACCOUNTS(WHAT, 'a', "", "ACCOUNT[,ACCOUNT...]", "synchronise these accounts only"),
  FOLDERS(WHAT, 'f', "", "FOLDER[,FOLDER...]", "synchronise these folders only (remote names)"),

  ONCE(HOW, 'o', "", "", "run once, whatever autorefresh says"),
  QUICK(HOW, 'q', "", "", "quick: do not look for flags changed on the server"),
  SINGLE(HOW, '1', "", "", "one thing after the other"),
  DRY_RUN(HOW, '\0', "dry-run", "", "say what would be done, change nothing"),
  PROFILE(HOW, 'P', "", "DIR", "record each account's run into DIR (implies -1)"),

  INTERFACE(
      OUTPUT,
      'u',
      "",
      "INTERFACE",
      "one of ttyui, basic, quiet, syslog, machineui, blinkenlights, json"),
  JSON(OUTPUT, '\0', "json", "", "the same as -u json"),
  LOG(OUTPUT, 'l', "", "FILE", "also append the log to FILE"),
  SYSLOG(OUTPUT, 's', "", "", "also log to the system's log"),
  DEBUG(OUTPUT, 'd', "", "TYPE[,TYPE...]", "debug output: imap, maildir, thread or all"),

  CONFIG(SETTINGS, 'c', "", "FILE", "read this configuration file"),
  SETTING(SETTINGS, 'k', "", "[SECTION:]OPTION=VALUE", "set an option of the file for this run"),
  IGNORE_KEYRING(SETTINGS, '\0', "ignore-keyring", "", "do not ask the system's keyring"),
  UPDATE_KEYRING(SETTINGS, '\0', "update-keyring", "", "store passwords in the system's keyring"),

  HELP(ACTIONS, 'h', "help", "", "show this text"),
  VERSION(ACTIONS, '\0', "version", "", "show the version number"),
  VERSIONS(ACTIONS, 'V', "", "", "show the versions of the program and of Java"),
  INFO(ACTIONS, '\0', "info", "", "show servers, what they can do, and all folders"),
  DELETE_FOLDER(
      ACTIONS, '\0', "delete-folder", "FOLDER", "delete a folder on the server of one account"),
  MIGRATE_FMD5(
      ACTIONS,
      '\0',
      "migrate-fmd5-using-nametrans",
      "",
      "rename files with folder digests older than 6.3.5"),
  PRUNE_MBNAMES(
      ACTIONS, '\0', "mbnames-prune", "", "forget mailbox lists of accounts that are gone"),

  CONFIRM_DELETIONS(
      RESCUE,
      '\0',
      "confirm-deletions",
      "ACCOUNT:FOLDER:TOKEN",
      "let deletions go on that were withheld"),
  ADOPT_UIDVALIDITY(
      RESCUE,
      '\0',
      "adopt-uidvalidity",
      "FOLDER",
      "take a folder up again after a new UIDVALIDITY");

  private final SwitchGroup group;
  private final char letter;
  private final String word;
  private final String value;
  private final String help;

  Switch(SwitchGroup group, char letter, String word, String value, String help) {
    this.group = group;
    this.letter = letter;
    this.word = word;
    this.value = value;
    this.help = help;
  }

  /** What it is about. */
  SwitchGroup group() {
    return group;
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
