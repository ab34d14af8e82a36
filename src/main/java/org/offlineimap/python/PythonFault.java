package org.offlineimap.python;

import org.offlineimap.config.PythonExpression;

/**
 * How user code failed. Immutable.
 *
 * @param kind the exception's class
 * @param message what it says
 * @param file where, if that is a file of the user's own; else empty
 * @param line the line in it, or within the value; 0 where unknown
 */
record PythonFault(String kind, String message, String file, int line) {
  /** For people. What a password option's code contains is not repeated (rule R6). */
  String told(PythonExpression expression) {
    if (!expression.isSecret()) {
      return told();
    }
    return switch (kind) {
      case "NameError" ->
          kind
              + ": it uses a name that is not defined (a password as such is"
              + " written in quotes)"
              + where();
      case "SyntaxError", "IndentationError" ->
          kind + ": it cannot be read (a password as such is written in quotes)" + where();
      default -> told();
    };
  }

  /** For people. */
  String told() {
    return (message.isEmpty() ? kind : kind + ": " + message) + where();
  }

  private String where() {
    if (!file.isEmpty()) {
      return " (" + file + ":" + line + ")";
    }
    return line > 1 ? " (line " + line + " of the value)" : "";
  }
}
