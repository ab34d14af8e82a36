package org.offlineimap.sync;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.Renaming;
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
    UidSet proven = proven(shared);
    UidSet doubted = lists.rows().uids().minus(proven);
    if (!doubted.isEmpty()) {
      try (FolderStatus status = work.openStatus()) {
        status.remove(doubted);
      }
    }
    UidSet different = shared.minus(proven);
    disown(work, different);
    return !doubted.isEmpty() || !different.isEmpty();
  }

  /** Takes their UIDs from local messages, which then are new ones. */
  static List<Renaming> disown(FolderWork work, UidSet uids) throws SyncException {
    if (uids.isEmpty()) {
      return List.of();
    }
    Map<Uid, Optional<Uid>> none = new TreeMap<>();
    uids.forEach(uid -> none.put(uid, Optional.empty()));
    List<Renaming> renamings =
        work.local()
            .renamings(none)
            .orElseThrow(() ->
                new SyncException.FolderFailure(
                    "the local messages with the UIDs "
                        + uids
                        + " in '"
                        + work.pair().local()
                        + "' are others than the server's; move them out of this folder",
                    null,
                    false));
    work.local().rename(renamings);
    work.local().force();
    return renamings;
  }

  private UidSet proven(UidSet shared) throws SyncException {
    UidSet.Builder equal = new UidSet.Builder();
    for (Uid uid : shared) {
      if (sameLength(uid)) {
        equal.add(uid.value());
      }
    }
    UidSet sameLength = equal.build();
    UidSet rest = shared.minus(sameLength);
    if (rest.isEmpty()) {
      return sameLength;
    }
    Map<Uid, byte[]> headers = work.remote().headers(rest);
    UidSet.Builder recognised = new UidSet.Builder();
    for (Uid uid : rest) {
      if (sameMessageId(uid, headers.get(uid))) {
        recognised.add(uid.value());
      }
    }
    return sameLength.union(recognised.build());
  }

  private boolean sameLength(Uid uid) throws SyncException {
    try {
      Long there = octets.get(uid.value());
      for (MessageSource form : work.forms(uid)) {
        if (there != null && there == form.wireOctets()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw unreadable(uid, e);
    }
  }

  private boolean sameMessageId(Uid uid, byte @org.jspecify.annotations.Nullable [] there)
      throws SyncException {
    try {
      MessageSource source = work.local().open(uid);
      String id = there == null ? "" : Fingerprint.messageId(there);
      return !id.isEmpty() && id.equals(Fingerprint.of(source).messageId());
    } catch (IOException e) {
      throw unreadable(uid, e);
    }
  }

  private static SyncException unreadable(Uid uid, IOException e) {
    return new SyncException.FolderFailure(
        "cannot read the local message with UID " + uid + ": " + e, e, true);
  }
}
