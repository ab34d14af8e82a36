package org.offlineimap.sync;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.FolderStatus;

/**
 * Finds which local messages are what the server has under their UIDs, when no UIDVALIDITY was
 * saved (reference: formats 5.7): equal length, or else equal Message-ID. The others lose their
 * UIDs, and no row that the comparison does not bear out survives, so nothing is deleted on the
 * word of UIDs that may mean other messages.
 */
final class Comparison {
  private final FolderWork work;
  private final Lists lists;
  private final Map<Long, Long> octets = new HashMap<>();

  Comparison(FolderWork work, Lists lists) {
    this.work = work;
    this.lists = lists;
  }

  /** Compares; returns whether a message lost its UID or a row was dropped. */
  boolean run() throws SyncException {
    UidSet known = lists.local().known().uids();
    UidSet shared = known.filter(lists.remote().messages()::contains);
    if (!shared.isEmpty()) {
      work.remote().facts(shared, told -> octets.put(told.uid().value(), told.octets()));
    }
    UidSet.Builder same = new UidSet.Builder();
    for (Uid uid : shared) {
      if (same(uid)) {
        same.add(uid.value());
      }
    }
    UidSet proven = same.build();
    UidSet doubted = lists.rows().uids().minus(proven);
    if (!doubted.isEmpty()) {
      try (FolderStatus status = work.openStatus()) {
        status.remove(doubted);
      }
    }
    UidSet different = shared.minus(proven);
    disown(different);
    return !doubted.isEmpty() || !different.isEmpty();
  }

  private void disown(UidSet uids) throws SyncException {
    for (Uid uid : uids) {
      if (work.local().disown(uid).isEmpty()) {
        throw new SyncException.FolderFailure(
            "the local message with UID "
                + uid
                + " in '"
                + work.pair().local()
                + "' is another one than the server's; move it out of this folder",
            null,
            false);
      }
    }
  }

  private boolean same(Uid uid) throws SyncException {
    MessageSource source = work.local().open(uid);
    try {
      Long there = octets.get(uid.value());
      if (there != null && there == source.wireOctets()) {
        return true;
      }
      String id = Fingerprint.of(source).messageId();
      return !id.isEmpty() && id.equals(Fingerprint.messageId(work.remote().header(uid)));
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot read the local message with UID " + uid + ": " + e, e, true);
    }
  }
}
