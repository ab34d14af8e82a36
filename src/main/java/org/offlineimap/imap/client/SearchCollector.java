package org.offlineimap.imap.client;

import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.UidSet;

/** Gathers a search result, plain or extended. On the reader thread only. */
final class SearchCollector implements Collector<UidSet> {
  private UidSet found = UidSet.empty();

  @Override
  public boolean accept(Untagged data) {
    return switch (data) {
      case Untagged.Search search -> {
        found = found.union(search.found());
        yield true;
      }
      case Untagged.ESearch search -> {
        found = found.union(search.all());
        yield true;
      }
      default -> false;
    };
  }

  @Override
  public UidSet done(ResponseText ok) {
    return found;
  }
}
