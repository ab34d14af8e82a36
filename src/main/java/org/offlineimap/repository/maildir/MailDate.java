package org.offlineimap.repository.maildir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the date of a header field, with the old forms too (RFC 5322 3.3 and 4.3). Stateless. */
final class MailDate {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Map<String, String> ZONES =
      Map.of(
          "est", "-0500", "edt", "-0400", "cst", "-0600", "cdt", "-0500", "mst", "-0700", "mdt",
          "-0600", "pst", "-0800", "pdt", "-0700");

  private static final Pattern DATE =
      Pattern.compile(
          "(?:[A-Za-z]+\\s*,?\\s*)?(\\d{1,2})[\\s-]+([A-Za-z]{3})[A-Za-z]*[\\s-]+(\\d{2,4})\\s+"
              + "(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?\\s*([+-]\\d{4}|[A-Za-z]+)?.*",
          Pattern.DOTALL);

  private MailDate() {}

  /** The instant; empty when it is no date. */
  static Optional<Instant> parse(String text) {
    Matcher found = DATE.matcher(text.replaceAll("\\([^)]*\\)", " ").strip());
    if (!found.matches()) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(found.group(2).toLowerCase(Locale.ROOT)) + 1;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              year(found.group(3)),
              month,
              number(found.group(1)),
              number(found.group(4)),
              number(found.group(5)),
              Math.min(59, found.group(6) == null ? 0 : number(found.group(6))));
      return Optional.of(local.toInstant(zone(found.group(7))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static int year(String digits) {
    int year = number(digits);
    if (digits.length() == 2) {
      return year < 50 ? 2000 + year : 1900 + year;
    }
    return digits.length() == 3 ? 1900 + year : year;
  }

  /** Names that mean nothing, and no zone at all, count as UTC. */
  private static ZoneOffset zone(@org.jspecify.annotations.Nullable String text) {
    String name = text == null ? "" : text.toLowerCase(Locale.ROOT);
    String offset = ZONES.getOrDefault(name, name);
    if (!offset.startsWith("+") && !offset.startsWith("-")) {
      return ZoneOffset.UTC;
    }
    int hours = number(offset.substring(1, 3));
    int minutes = number(offset.substring(3));
    int sign = offset.startsWith("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }
}
