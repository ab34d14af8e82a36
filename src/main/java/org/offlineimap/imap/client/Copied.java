package org.offlineimap.imap.client;

import java.util.Map;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/** Where each copied or moved message is now, by the UID that it had (RFC 4315 3). */
public record Copied(UidValidity uidValidity, Map<Uid, Uid> uids) {
  /** Copies the map. */
  public Copied {
    uids = Map.copyOf(uids);
  }
}
