package org.offlineimap.imap.client;

import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/** Gathers what changed. On the reader thread only. */
final class DeltaBuilder {
  private final MessageList.Builder changed = new MessageList.Builder();
  private UidSet vanished = UidSet.empty();
  private boolean clear = true;

  /** Takes data of a message; without UID or flags nobody knows what it means. */
  void add(Untagged.Fetch fetch) {
    if (fetch.uid().isPresent() && fetch.flags().isPresent()) {
      changed.add(fetch.uid().getAsLong(), fetch.flags().get());
    } else {
      clear = false;
    }
  }

  void add(Delta part) {
    for (int i = 0; i < part.changed().size(); i++) {
      changed.add(part.changed().uid(i), part.changed().flags(i));
    }
    vanished(part.vanished());
    clear &= part.clear();
  }

  void vanished(UidSet uids) {
    vanished = vanished.union(uids);
  }

  Delta build() {
    return new Delta(changed.build(), vanished, clear);
  }
}
