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
 * @param failed the sink failed; with the reason
 * @param unreadable the server's answer was not understood
 * @param refusal the server's NO, when it ended with one: then {@code missing} proves nothing
 */
public record FetchedBodies(
    UidSet complete,
    UidSet missing,
    Map<Uid, String> failed,
    UidSet unreadable,
    Optional<ImapException.Refused> refusal) {
  /** Nothing asked, nothing come. */
  static final FetchedBodies NONE =
      new FetchedBodies(UidSet.empty(), UidSet.empty(), Map.of(), UidSet.empty(), Optional.empty());

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
        unreadable.union(other.unreadable),
        refusal.or(other::refusal));
  }
}
