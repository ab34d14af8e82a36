package org.offlineimap.imap.client;

import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.UidSet;

/** Hands message data on and gathers what vanished. On the reader thread only. */
final class DataCollector implements Collector<UidSet> {
  private final FetchListener listener;
  private UidSet vanished = UidSet.empty();

  DataCollector(FetchListener listener) {
    this.listener = listener;
  }

  @Override
  public boolean accept(Untagged data) {
    return switch (data) {
      case Untagged.Fetch fetch when fetch.uid().isPresent() -> {
        listener.message(fetch);
        yield true;
      }
      case Untagged.Vanished(boolean _, UidSet uids) -> {
        vanished = vanished.union(uids);
        yield true;
      }
      default -> false;
    };
  }

  @Override
  public UidSet done(ResponseText ok) {
    return vanished;
  }
}
