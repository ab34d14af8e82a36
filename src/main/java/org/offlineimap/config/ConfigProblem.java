package org.offlineimap.config;

/**
 * One finding about a configuration. Its text never holds the value of a password option.
 * Immutable.
 *
 * @param file the file as the user named it, or {@code command line}
 * @param line the line in it, from 1; 0 where there is none
 * @param severity whether it stops anything
 * @param text what is wrong, with section and option, and what would be accepted
 */
public record ConfigProblem(String file, int line, Severity severity, String text) {
  /** How much a finding stops. */
  public enum Severity {
    /** Its account, or the whole run, does not start. */
    ERROR,
    /** The run goes on, and even the quiet interface shows it. */
    WARNING,
    /** Worth a line in the log. */
    NOTICE
  }

  static ConfigProblem error(Location at, String text) {
    return new ConfigProblem(at.source(), at.line(), Severity.ERROR, text);
  }

  static ConfigProblem warning(Location at, String text) {
    return new ConfigProblem(at.source(), at.line(), Severity.WARNING, text);
  }

  static ConfigProblem notice(Location at, String text) {
    return new ConfigProblem(at.source(), at.line(), Severity.NOTICE, text);
  }

  /** Whether this is an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code FILE:LINE: error: TEXT}, the form that editors understand (reference: beyond, 9). */
  @Override
  public String toString() {
    String word =
        switch (severity) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTICE -> "notice";
        };
    return new Location(file, line) + ": " + word + ": " + text;
  }
}
