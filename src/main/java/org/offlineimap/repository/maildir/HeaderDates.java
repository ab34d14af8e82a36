package org.offlineimap.repository.maildir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the beginning of a message as it streams past, as far as its header goes, for the dates in
 * it. Confined to one thread.
 */
final class HeaderDates {
  private static final int LIMIT = 256 * 1024;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean over;
  private int lineEnds;

  void write(byte[] octets, int from, int length) {
    for (int i = from; !over && i < from + length; i++) {
      byte octet = octets[i];
      kept.write(octet);
      lineEnds = octet == '\n' ? lineEnds + 1 : octet == '\r' ? lineEnds : 0;
      over = lineEnds == 2 || kept.size() == LIMIT;
    }
  }

  /** The {@code Date:}. */
  Optional<Instant> date() {
    return field("Date");
  }

  /** The {@code Date:}, or else the {@code Delivery-date:}. */
  Optional<Instant> dateOrDelivery() {
    return date().or(() -> field("Delivery-date"));
  }

  private Optional<Instant> field(String name) {
    Matcher found =
        Pattern.compile(
                "^" + name + "[ \\t]*:((?:.|\\r?\\n[ \\t])*)",
                Pattern.CASE_INSENSITIVE | Pattern.MULTILINE)
            .matcher(kept.toString(StandardCharsets.ISO_8859_1));
    return found.find() ? MailDate.parse(found.group(1)) : Optional.empty();
  }
}
