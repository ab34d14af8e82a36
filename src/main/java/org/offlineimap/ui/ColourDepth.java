package org.offlineimap.ui;

import java.util.Map;

/** How many colours a terminal has, or may use. */
enum ColourDepth {
  /** None at all: letters tell what colours would. */
  NONE,
  EIGHT,
  INDEXED,
  TRUE;

  private static final int MANY = 256;
  private static final int FEW = 8;

  /**
   * What the environment says; {@code NO_COLOR} wins, if it is not empty.
   *
   * @param colours how many the terminal's description promises
   */
  static ColourDepth of(Map<String, String> environment, int colours) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return NONE;
    }
    String promised = environment.getOrDefault("COLORTERM", "");
    if (promised.equals("truecolor") || promised.equals("24bit") || colours > MANY) {
      return TRUE;
    }
    if (colours >= MANY) {
      return INDEXED;
    }
    return colours >= FEW ? EIGHT : NONE;
  }
}
