package org.offlineimap.imap.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * What became of the messages of a fetch. Immutable.
 *
 * @param complete the sink has them whole
 * @param missing the server sent nothing for them
 * @param failed the sink failed, or the answer was unreadable; with the reason
 * @param refusal the server's NO, when it ended with one: then {@code missing} proves nothing
 */
public record FetchedBodies(
    UidSet complete,
    UidSet missing,
    Map<Uid, String> failed,
    Optional<ImapException.Refused> refusal) {
  /** Copies the map. */
  public FetchedBodies {
    failed = Map.copyOf(failed);
  }

  /** Both together; the first refusal counts. */
  FetchedBodies plus(FetchedBodies other) {
    Map<Uid, String> reasons = new LinkedHashMap<>(failed);
    reasons.putAll(other.failed);
    return new FetchedBodies(
        complete.union(other.complete),
        missing.union(other.missing),
        reasons,
        refusal.or(other::refusal));
  }
}
