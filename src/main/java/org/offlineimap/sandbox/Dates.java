package org.offlineimap.sandbox;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** INTERNALDATE as text (date-time of RFC 3501 section 9). */
final class Dates {
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[ ]d-MMM-yyyy HH:mm:ss xx")
          .toFormatter(Locale.ENGLISH);

  private Dates() {}

  static String print(OffsetDateTime date) {
    return PRINTED.format(date);
  }

  static OffsetDateTime parse(String text) throws Refusal {
    try {
      return OffsetDateTime.parse(text, READ);
    } catch (DateTimeParseException e) {
      throw Refusal.bad("Not a date: " + e.getParsedString());
    }
  }
}
