package org.offlineimap.config;

/**
 * Where a value was written. Immutable.
 *
 * @param source the file as the user named it, or the switch that set the value
 * @param line the first line of the value, from 1; 0 where the source has no lines
 */
public record Location(String source, int line) {
  /** A value that the command line set. */
  static final Location COMMAND_LINE = new Location("command line", 0);

  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
