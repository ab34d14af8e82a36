package org.offlineimap.repository.imap;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.imap.client.FetchItem;
import org.offlineimap.imap.client.FetchedBodies;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.FetchOutcome;
import org.offlineimap.repository.RemoteFolder.Traits;

/** What is asked of messages beside their bodies, and what came of it. Stateless. */
final class MessageTraits {
  private MessageTraits() {}

  /** What tells a message again in another mailbox. */
  static Set<FetchItem> asked(ImapConnection connection) {
    Set<FetchItem> items = EnumSet.of(FetchItem.INTERNALDATE);
    if (connection.capabilities().has("OBJECTID")) {
      items.add(FetchItem.EMAILID);
    } else if (connection.capabilities().has("X-GM-EXT-1")) {
      items.add(FetchItem.GMAIL_MESSAGE_ID);
    }
    return items;
  }

  static void note(Map<Uid, Traits> traits, Untagged.Fetch fetch) {
    fetch.uid().ifPresent(uid -> traits.put(new Uid(uid), of(fetch)));
  }

  static Traits of(Untagged.Fetch fetch) {
    return new Traits(fetch.internalDate().map(date -> date.toInstant()), fetch.identity());
  }

  static FetchOutcome outcome(FetchedBodies bodies, Map<Uid, Traits> traits) {
    Map<Uid, String> refused = new TreeMap<>();
    bodies.unreadable().forEach(uid -> refused.put(uid, "the server's answer was not understood"));
    if (bodies.refusal().isEmpty()) {
      return new FetchOutcome(bodies.complete(), bodies.missing(), refused, traits);
    }
    String reason = bodies.refusal().get().serverText();
    bodies.missing().forEach(uid -> refused.put(uid, reason));
    return new FetchOutcome(bodies.complete(), UidSet.empty(), refused, traits);
  }
}
