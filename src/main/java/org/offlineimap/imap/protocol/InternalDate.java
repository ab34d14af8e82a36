package org.offlineimap.imap.protocol;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/** The date-time of APPEND and INTERNALDATE (RFC 9051 9, {@code date-time}). Stateless. */
public final class InternalDate {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("ppd-MMM-uuuu HH:mm:ss xx")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-uuuu H:m:s xx")
          .toFormatter(Locale.ROOT);

  private InternalDate() {}

  /** As the wire wants it, without quotes: {@code " 7-Feb-1994 21:52:25 -0800"}. */
  public static String format(OffsetDateTime date) {
    return FORM.format(date);
  }

  /** The date; empty when the text is none ({@link Quirk#BAD_INTERNAL_DATE}). */
  public static Optional<OffsetDateTime> parse(String text) {
    try {
      return Optional.of(LENIENT.parse(text.strip(), OffsetDateTime::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
