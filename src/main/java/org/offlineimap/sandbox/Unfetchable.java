package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages whose body a server lists and cannot tell. Has no state. */
final class Unfetchable {
  private Unfetchable() {}

  /**
   * Whether FETCH passes over the message without a word.
   *
   * @throws Refusal FETCH ends here
   */
  static boolean isLeftOut(Session session, StoredMessage message, List<FetchItem> items)
      throws Refusal {
    if (items.stream().noneMatch(item -> item instanceof FetchItem.Body)) {
      return false;
    }
    String text = new String(message.octets(), StandardCharsets.ISO_8859_1);
    if (text.startsWith("Subject: refused") && session.shows(Behaviour.NO_TO_ONE_MESSAGE)) {
      throw Refusal.no("[UNAVAILABLE] UID FETCH Server error while fetching messages");
    }
    return text.contains("BEGIN:VCALENDAR") && session.shows(Behaviour.CALENDAR_ITEMS);
  }
}
