package org.offlineimap.config;

import java.io.IOException;
import java.util.List;

/** offlineimaprc(5), made of the option table and the explanations of the sample. Stateless. */
final class RcPage {
  private RcPage() {}

  static String text() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (SampleFile.Entry entry : SampleFile.entries()) {
      Option row = entry.row();
      boolean again =
          (entry.section().equals("Repository Gmail") && row.kind() != SectionKind.GMAIL)
              || row.state() == OptionState.OBSOLETE;
      if (again) {
        continue;
      }
      if (!section.equals(entry.section())) {
        section = entry.section();
        page.append(".SH ").append(title(section)).append('\n');
      }
      page.append(".TP\n.BR ").append(escaped(entry.name())).append(" \" (");
      page.append(type(row.type())).append(")\"\n");
      page.append(escaped(withoutTag(entry.explanation()))).append('\n');
      if (!entry.value().isEmpty()) {
        page.append("Written for example:\n.RS\n.PP\n.EX\n");
        page.append(escaped(entry.name() + " = " + entry.value())).append("\n.EE\n.RE\n");
      }
    }
    return page.append(FOOT).toString();
  }

  private static String title(String section) {
    return switch (section) {
      case "general" -> "\"[general]\"";
      case "mbnames" -> "\"[mbnames]\"";
      case "Account Test" -> "\"[Account NAME]\"";
      case "Repository Local" -> "\"[Repository NAME] OF TYPE Maildir\"";
      case "Repository Remote" -> "\"[Repository NAME] OF TYPE IMAP\"";
      case "Repository Gmail" -> "\"[Repository NAME] OF TYPE Gmail\"";
      default -> throw new AssertionError(section);
    };
  }

  private static String withoutTag(String explanation) {
    return explanation.startsWith("python: ")
        ? "Python, " + explanation.substring("python: ".length())
        : explanation;
  }

  private static String type(OptionType type) {
    return switch (type) {
      case TEXT, NAME, TEMPLATE -> "text";
      case BOOL -> "yes or no";
      case PROXY -> "TYPE:HOST:PORT";
      case WHOLE -> "whole number";
      case COUNT -> "whole number from 1";
      case PORT -> "port number";
      case MINUTES -> "number";
      case LIST, MECHANISMS, FINGERPRINTS, UI -> "list, separated by commas";
      case PATH -> "path";
      case ONE_CHARACTER -> "one character";
      case KEYWORD -> "IMAP keyword";
      case PYTHON, PYTHON_TEXT, PYTHON_TEXTS -> "Python expression";
      case GUARD -> "share and count, or no";
      case STATUS_BACKEND, REPOSITORY_TYPE, GMAIL_DELETE, TLS_LEVEL, TLS_VERSION, PUSH -> "word";
    };
  }

  /** Text that roff takes literally. */
  static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static final List<String> RULES =
      List.of(
          "Names of sections count as written, blanks and capitals included. Names of options may"
              + " be written in any case.",
          "The first = or : of a line separates name and value. A line that is indented deeper than"
              + " the name goes on with the value. There are no comments behind values: a line that"
              + " begins with # or ; is one.",
          "%(name)s stands for another option of the same section, and %% for a per cent sign."
              + " Options of the section [DEFAULT] are seen in every other section.",
          "Yes may be written 1, yes, true or on; no 0, no, false or off. In paths, ~ and $NAME are"
              + " replaced.",
          "Python expressions are evaluated by python3, with the names of the pythonfile.");

  private static final String HEAD =
      """
      .\\" Generated from the option table and offlineimap.conf: edit those.
      .TH OFFLINEIMAPRC 5 "" "OfflineIMAP 9" "File formats"
      .SH NAME
      offlineimaprc \\- configuration of offlineimap(1)
      .SH SYNOPSIS
      .I $XDG_CONFIG_HOME/offlineimap/config
      .br
      .I ~/.offlineimaprc
      .SH DESCRIPTION
      The first of these files that exists is read, unless
      .B offlineimap \\-c
      names another one.
      """
          + rules();

  private static final String FOOT =
      """
      .SH SEE ALSO
      .BR offlineimap (1),
      .BR python3 (1)
      """;

  private static String rules() {
    StringBuilder text = new StringBuilder();
    RULES.forEach(rule -> text.append(".PP\n").append(escaped(rule)).append('\n'));
    return text.toString();
  }
}
