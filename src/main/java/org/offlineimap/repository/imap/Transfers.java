package org.offlineimap.repository.imap;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.imap.client.Copied;
import org.offlineimap.imap.client.Copying;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;
import org.offlineimap.repository.RemoteFolder.Transferred;

/** Adds up the answers to copies or moves. Confined to one thread. */
final class Transfers {
  private final UidValidity expected;
  private final Map<Uid, Uid> placed = new HashMap<>();
  private final Map<Uid, String> refused = new HashMap<>();
  private UidSet somewhere = UidSet.empty();
  private UidSet absent = UidSet.empty();

  /** COPYUID of a UIDVALIDITY other than {@code expected} is worth nothing. */
  Transfers(UidValidity expected) {
    this.expected = expected;
  }

  @CanIgnoreReturnValue
  Transfers add(Copying one) throws ImapException, InterruptedException {
    try {
      Optional<Copied> told =
          one.places().await().filter(places -> places.uidValidity().equals(expected));
      if (told.isEmpty()) {
        somewhere = somewhere.union(one.uids());
      } else {
        Map<Uid, Uid> places = told.get().uids();
        placed.putAll(places);
        absent = absent.union(one.uids().filter(uid -> !places.containsKey(new Uid(uid))));
      }
    } catch (ImapException.Refused | ImapException.Rejected | ImapException.Overtaken e) {
      one.uids().forEach(uid -> refused.put(uid, String.valueOf(e.getMessage())));
    }
    return this;
  }

  Transferred outcome() {
    return new Transferred(placed, somewhere, absent, refused);
  }
}
