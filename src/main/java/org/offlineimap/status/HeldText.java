package org.offlineimap.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.offlineimap.mail.UidSet;

/**
 * The text of a file of {@code withheld/}; a UID set is written as IMAP writes it.
 *
 * <pre>
 *   withheld 1 LOCAL REMOTE CRC
 * </pre>
 */
final class HeldText {
  private HeldText() {}

  static byte[] print(HeldDeletions held) {
    return EngineLine.of(List.of("withheld", "1", text(held.local()), text(held.remote())))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(UidSet uids) {
    return uids.isEmpty() ? "-" : uids.toString();
  }

  /** Throws {@link RuntimeException} of the JDK's parsers when it is not such a text. */
  static HeldDeletions parse(byte[] content) {
    List<String> words =
        EngineLine.read(new String(content, StandardCharsets.US_ASCII).stripTrailing())
            .orElseThrow();
    if (!words.subList(0, 2).equals(List.of("withheld", "1"))) {
      throw new IllegalArgumentException("not of version 1");
    }
    return new HeldDeletions(uids(words.get(2)), uids(words.get(3)));
  }

  private static UidSet uids(String text) {
    return text.equals("-") ? UidSet.empty() : UidSet.parse(text);
  }
}
