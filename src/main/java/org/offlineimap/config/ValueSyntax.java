package org.offlineimap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The value types of reference configuration, 2, as Python reads them. Stateless. */
final class ValueSyntax {
  private static final Set<String> YES = Set.of("1", "yes", "true", "on");
  private static final Set<String> NO = Set.of("0", "no", "false", "off");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+(?:_[0-9]+)*");
  private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:D(?:\\.(?:D)?)?|\\.D)(?:[eE][+-]?D)?".replace("D", "(?:" + DIGITS + ")"));

  private ValueSyntax() {}

  static Optional<Boolean> bool(String text) {
    String word = Blanks.strip(text).toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return Optional.of(true);
    }
    return NO.contains(word) ? Optional.of(false) : Optional.empty();
  }

  /** Python's {@code int()}, within 64 bits. */
  static Optional<Long> whole(String text) {
    String digits = Blanks.strip(text);
    if (!WHOLE.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(digits.replace("_", "")));
    } catch (NumberFormatException tooLong) {
      return Optional.empty();
    }
  }

  /** Python's {@code float()} without the infinities and NaN. */
  static Optional<Double> decimal(String text) {
    String digits = Blanks.strip(text);
    if (!DECIMAL.matcher(digits).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(digits.replace("_", ""));
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /** The items between commas, blanks stripped, empty ones dropped. */
  static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String item = Blanks.strip(text.substring(start, end));
      if (!item.isEmpty()) {
        items.add(item);
      }
      start = end + 1;
    }
    return items;
  }
}
