package org.offlineimap.ui;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Turns what is meant into what a terminal of some depth can show. Immutable. */
final class Paint {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final ColourDepth depth;

  Paint(ColourDepth depth) {
    this.depth = depth;
  }

  /** A light: {@code @} in its colour, or a letter where there are no colours. */
  AttributedString lamp(Activity activity) {
    return depth == ColourDepth.NONE
        ? new AttributedString(String.valueOf(activity.letter()))
        : new AttributedString("@", in(activity.colour()));
  }

  /** A line of the log in the colour of its light; a light that is out would hide it. */
  AttributedStyle log(Colour colour, boolean loud) {
    if (loud) {
      return in(Colour.RED).bold();
    }
    return colour == Colour.BLACK ? PLAIN : in(colour);
  }

  /** The first row: white on blue. */
  AttributedStyle banner() {
    return depth == ColourDepth.NONE
        ? PLAIN.bold().inverse()
        : PLAIN.bold().foreground(AttributedStyle.WHITE).background(AttributedStyle.BLUE);
  }

  /** What is not urgent. */
  AttributedStyle quiet() {
    return switch (depth) {
      case NONE -> PLAIN;
      case EIGHT -> PLAIN.foreground(AttributedStyle.CYAN);
      case INDEXED, TRUE -> in(Colour.GRAY);
    };
  }

  /** A key that can be pressed. */
  AttributedStyle key() {
    return PLAIN.bold();
  }

  /** The row that Enter is about. */
  AttributedStyle picked() {
    return PLAIN.bold().inverse();
  }

  AttributedStyle in(Colour colour) {
    return switch (depth) {
      case NONE -> PLAIN;
      case EIGHT -> {
        AttributedStyle style = PLAIN.foreground(colour.basic());
        yield colour.isBold() ? style.bold() : style;
      }
      case INDEXED -> PLAIN.foreground(colour.indexed());
      case TRUE ->
          PLAIN.foreground(
              colour.rgb() >> 16 & 0xff, colour.rgb() >> 8 & 0xff, colour.rgb() & 0xff);
    };
  }
}
