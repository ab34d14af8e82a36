package org.offlineimap.imap.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/** Where each copied or moved message is now, by the UID that it had (RFC 4315 3). */
public record Copied(UidValidity uidValidity, Map<Uid, Uid> uids) {
  /** Copies the map. */
  public Copied {
    uids = Map.copyOf(uids);
  }

  /** What several answers tell together; nothing where one of them tells nothing. */
  static Optional<Copied> sum(List<Optional<Copied>> parts) {
    Map<Uid, Uid> all = new HashMap<>();
    for (Optional<Copied> part : parts) {
      if (part.isEmpty()
          || !part.get().uidValidity().equals(parts.getFirst().get().uidValidity())) {
        return Optional.empty();
      }
      all.putAll(part.get().uids());
    }
    return parts.getFirst().map(first -> new Copied(first.uidValidity(), all));
  }
}
