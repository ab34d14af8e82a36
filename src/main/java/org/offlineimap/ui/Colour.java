package org.offlineimap.ui;

/**
 * The colours of the lights (reference: manual, Blinkenlights; ui 7), for terminals of every depth.
 * Black is a light that is out: where there are shades enough it stays visible.
 */
enum Colour {
  BLACK(0, false, 235, 0x262626),
  RED(1, false, 160, 0xd70000),
  GRAY(7, false, 245, 0x8a8a8a),
  PURPLE(5, false, 134, 0xaf5fd7),
  CYAN(6, false, 44, 0x00d7d7),
  GREEN(2, false, 40, 0x00d700),
  BLUE(4, false, 33, 0x0087ff),
  ORANGE(3, false, 208, 0xff8700),
  FUCHSIA(5, true, 201, 0xff00ff),
  YELLOW(3, true, 226, 0xffff00),
  PINK(1, true, 211, 0xff87af);

  private final int basic;
  private final boolean bold;
  private final int indexed;
  private final int rgb;

  Colour(int basic, boolean bold, int indexed, int rgb) {
    this.basic = basic;
    this.bold = bold;
    this.indexed = indexed;
    this.rgb = rgb;
  }

  /** One of the eight colours that every colour terminal has. */
  int basic() {
    return basic;
  }

  /** Whether it takes bold to tell it from another one where there are only eight. */
  boolean isBold() {
    return bold;
  }

  /** One of 256. */
  int indexed() {
    return indexed;
  }

  /** Red, green and blue, eight bits each. */
  int rgb() {
    return rgb;
  }
}
