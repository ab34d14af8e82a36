package org.offlineimap.config;

/** The text of one option and where it stands. Its {@code toString} hides the text. Immutable. */
record IniValue(String text, Location at) {
  @Override
  public String toString() {
    return "*** at " + at;
  }
}
