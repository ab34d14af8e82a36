package org.offlineimap.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.offlineimap.ui.Style;

/** offlineimap(1) and the completions, made of {@link Switch} and {@link Command}. Stateless. */
final class CommandPages {
  private static final String ACCOUNTS =
      "sed -n 's/^\\[Account \\(.*\\)\\]$/\\1/p'"
          + " \"${XDG_CONFIG_HOME:-$HOME/.config}/offlineimap/config\" \"$HOME/.offlineimaprc\""
          + " 2>/dev/null";

  private CommandPages() {}

  static String manual() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(".SH COMMANDS\n");
    for (Command command : Command.values()) {
      page.append(".TP\n.B ").append(roff(command.usage())).append('\n');
      page.append(sentence(command.help())).append('\n');
    }
    page.append(".SH OPTIONS\n");
    for (SwitchGroup group : SwitchGroup.values()) {
      page.append(".SS ").append(group.title()).append('\n');
      switches()
          .filter(option -> option.group() == group)
          .forEach(option -> {
            page.append(".TP\n").append(names(option)).append('\n');
            page.append(sentence(option.help())).append('\n');
          });
    }
    return page.append(FOOT).toString();
  }

  private static String names(Switch option) {
    String value = option.takesValue() ? " \\fI" + roff(option.valueName()) + "\\fR" : "";
    String letter =
        option.shortForm().isEmpty() ? "" : "\\fB" + roff(option.shortForm()) + "\\fR" + value;
    String word =
        option.word().isEmpty()
            ? ""
            : "\\fB" + roff("--" + option.word()) + "\\fR" + value.replace(" ", "=");
    return letter.isEmpty() || word.isEmpty() ? letter + word : letter + ", " + word;
  }

  private static String sentence(String help) {
    return roff(help.substring(0, 1).toUpperCase(Locale.ROOT) + help.substring(1) + ".");
  }

  private static String roff(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private static Stream<Switch> switches() {
    return Arrays.stream(Switch.values());
  }

  private static Stream<String> forms(Switch option) {
    return Stream.of(option.shortForm(), option.word().isEmpty() ? "" : "--" + option.word())
        .filter(form -> !form.isEmpty());
  }

  private static String commands() {
    return Arrays.stream(Command.values()).map(Command::word).collect(Collectors.joining(" "));
  }

  static String bash() {
    StringBuilder text = new StringBuilder("# bash completion, generated from the options\n");
    text.append("_offlineimap() {\n  local cur=${COMP_WORDS[COMP_CWORD]}");
    text.append(" prev=${COMP_WORDS[COMP_CWORD-1]}\n  case $prev in\n");
    switches()
        .filter(Switch::takesValue)
        .forEach(option ->
            text.append("    ")
                .append(forms(option).collect(Collectors.joining("|")))
                .append(") ")
                .append(bashValue(option))
                .append("; return ;;\n"));
    text.append("    config) COMPREPLY=($(compgen -W check -- \"$cur\")); return ;;\n");
    text.append("    demo) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n  esac\n");
    text.append("  COMPREPLY=($(compgen -W '");
    text.append(switches().flatMap(CommandPages::forms).collect(Collectors.joining(" ")));
    text.append(' ').append(commands()).append("' -- \"$cur\"))\n}\n");
    return text.append("complete -F _offlineimap offlineimap\n").toString();
  }

  private static String bashValue(Switch option) {
    return switch (option.valueName()) {
      case "FILE" -> "COMPREPLY=($(compgen -f -- \"$cur\"))";
      case "DIR" -> "COMPREPLY=($(compgen -d -- \"$cur\"))";
      case "INTERFACE" -> "COMPREPLY=($(compgen -W '" + interfaces() + "' -- \"$cur\"))";
      case "TYPE[,TYPE...]" -> "COMPREPLY=($(compgen -W 'imap maildir thread all' -- \"$cur\"))";
      case "ACCOUNT[,ACCOUNT...]" ->
          "local IFS=$'\\n'; COMPREPLY=($(compgen -W \"$(" + ACCOUNTS + ")\" -- \"$cur\"))";
      default -> "COMPREPLY=()";
    };
  }

  private static String interfaces() {
    return String.join(" ", Style.names());
  }

  static String zsh() {
    StringBuilder text = new StringBuilder("#compdef offlineimap\n");
    text.append("# zsh completion, generated from the options\n_arguments -s \\\n");
    switches()
        .forEach(option ->
            forms(option)
                .forEach(form ->
                    text.append("  '")
                        .append(repeats(option) ? "*" : "")
                        .append(form)
                        .append(option.takesValue() && form.startsWith("--") ? "=" : "")
                        .append('[')
                        .append(option.help().replace("'", "'\\''"))
                        .append(']')
                        .append(zshValue(option))
                        .append("' \\\n")));
    text.append("  '1:command:(").append(commands()).append(")' \\\n");
    text.append("  '2::word:_offlineimap_word'\n\n_offlineimap_word() {\n");
    text.append("  case $words[2] in\n    config) compadd check ;;\n    demo) _directories ;;\n");
    return text.append("  esac\n}\n").toString();
  }

  private static boolean repeats(Switch option) {
    return option == Switch.SETTING || option == Switch.CONFIRM_DELETIONS;
  }

  private static String zshValue(Switch option) {
    if (!option.takesValue()) {
      return "";
    }
    return switch (option.valueName()) {
      case "FILE" -> ":file:_files";
      case "DIR" -> ":directory:_directories";
      case "INTERFACE" -> ":interface:(" + interfaces() + ")";
      case "TYPE[,TYPE...]" -> ":type:(imap maildir thread all)";
      default -> ":value:";
    };
  }

  static String fish() {
    StringBuilder text = new StringBuilder("# fish completion, generated from the options\n");
    text.append("complete -c offlineimap -f\n");
    for (Command command : Command.values()) {
      text.append("complete -c offlineimap -n __fish_use_subcommand -a ").append(command.word());
      text.append(" -d ").append(quoted(command.help())).append('\n');
    }
    text.append("complete -c offlineimap -n '__fish_seen_subcommand_from config' -a check\n");
    switches()
        .forEach(option -> {
          text.append("complete -c offlineimap");
          forms(option)
              .forEach(form ->
                  text.append(
                      form.startsWith("--")
                          ? " -l " + form.substring(2)
                          : " -s " + form.charAt(1)));
          text.append(fishValue(option)).append(" -d ").append(quoted(option.help())).append('\n');
        });
    return text.toString();
  }

  private static String fishValue(Switch option) {
    if (!option.takesValue()) {
      return "";
    }
    return switch (option.valueName()) {
      case "FILE" -> " -r -F";
      case "DIR" -> " -x -a '(__fish_complete_directories)'";
      case "INTERFACE" -> " -x -a '" + interfaces() + "'";
      case "TYPE[,TYPE...]" -> " -x -a 'imap maildir thread all'";
      case "ACCOUNT[,ACCOUNT...]" ->
          " -x -a \"("
              + ACCOUNTS
                  .replace("\"", "\\\"")
                  .replace("$/", "\\$/")
                  .replace("${XDG_CONFIG_HOME:-$HOME/.config}", "$HOME/.config")
              + ")\"";
      default -> " -x";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  private static final String HEAD =
      """
      .\\" Generated from the options of the program: edit those.
      .TH OFFLINEIMAP 1 "" "OfflineIMAP 9" "User commands"
      .SH NAME
      offlineimap \\- keep an IMAP server and a Maildir equal, both ways
      .SH SYNOPSIS
      .B offlineimap
      .RI [ options ]
      .br
      .B offlineimap
      .RI [ options ]
      .I command
      .SH DESCRIPTION
      Without a command, the accounts of the configuration file are synchronised: once, or again and
      again where
      .B autorefresh
      says so.
      Options of one letter may be bundled and take their value with or without a blank; long ones
      take it behind = or a blank, and may be cut to a beginning that is unique.
      """;

  private static final String FOOT =
      """
      .SH "EXIT STATUS"
      .TP
      .B 0
      All done; also after an orderly stop by a signal when nothing failed.
      .TP
      .B 1
      Something failed: the lines say what, and what was left undone. Also a second signal.
      .TP
      .B 2
      Wrong command line; or nothing failed, but a folder was skipped because its UIDVALIDITY changed.
      .TP
      .B 3
      Nothing failed, but deletions wait for a confirmation.
      .SH SIGNALS
      .TP
      .B USR1
      Synchronise now: ends the sleep of every account, or its next one.
      .TP
      .B USR2
      End after the pass that is running.
      .TP
      .BR INT ", " TERM ", " HUP
      End after the current message. The second one ends at once, safely.
      .SH ENVIRONMENT
      .TP
      .BR HOME ", " XDG_CONFIG_HOME
      Where the configuration file is looked for.
      .TP
      .B TERM
      What the terminal can do.
      .TP
      .B JAVA_HOME
      The JDK to prefer.
      .TP
      .B OFFLINEIMAP_JAVA_OPTIONS
      Words for the Java virtual machine.
      .SH FILES
      .TP
      .I ~/.config/offlineimap/config
      The configuration file, if it exists, else
      .TP
      .I ~/.offlineimaprc
      and its format is described in
      .BR offlineimaprc (5).
      .TP
      .I ~/.offlineimap
      What is remembered between runs.
      .SH SEE ALSO
      .BR offlineimaprc (5),
      .BR mutt (1),
      .BR notmuch (1)
      """;
}
