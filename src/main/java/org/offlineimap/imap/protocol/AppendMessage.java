package org.offlineimap.imap.protocol;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageSource;

/**
 * A message as APPEND takes it (RFC 9051 6.3.12). Immutable.
 *
 * @param flags it gets
 * @param date its internal date; left to the server when empty
 * @param source its octets
 * @param binary as a literal8, which may hold NUL (RFC 3516 4.4); needs BINARY
 */
public record AppendMessage(
    FlagSet flags, Optional<OffsetDateTime> date, MessageSource source, boolean binary) {
  /** Flags and date, with a space before and between. */
  String options() {
    String flagList = flags.isEmpty() ? "" : " (" + flags + ")";
    return flagList + date.map(at -> " \"" + InternalDate.format(at) + '"').orElse("");
  }
}
