package org.offlineimap.imap.client;

import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;

/** Gathers the answer to UID FETCH with CHANGEDSINCE. On the reader thread only. */
final class ChangesCollector implements Collector<Delta> {
  private final DeltaBuilder delta = new DeltaBuilder();

  @Override
  public boolean accept(Untagged data) {
    switch (data) {
      case Untagged.Fetch fetch -> delta.add(fetch);
      case Untagged.Vanished(boolean _, var uids) -> delta.vanished(uids);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public Delta done(ResponseText ok) {
    return delta.build();
  }
}
