package org.offlineimap.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderStatus;

/** The three snapshots of one folder, each of them whole. */
record Lists(
    RemoteFolder.Listing.Complete remote, LocalFolder.Listing.Complete local, MessageList rows) {
  /**
   * Leaves out what lies below the window of a server that shows its newest messages only: nothing
   * is known about it, so nothing may follow from it (rule R1).
   */
  Lists {
    if (remote.shownFrom() > 0) {
      MessageList shown = remote.messages();
      long from = remote.shownFrom();
      local = new LocalFolder.Listing.Complete(within(local.known(), shown, from), local.fresh());
      rows = within(rows, shown, from);
    }
  }

  private static MessageList within(MessageList all, MessageList shown, long from) {
    MessageList.Builder kept = new MessageList.Builder();
    for (int i = 0; i < all.size(); i++) {
      if (all.uid(i) >= from || shown.contains(all.uid(i))) {
        kept.add(all.uid(i), all.flags(i));
      }
    }
    return kept.build();
  }

  /** Takes the two of this side, and waits for the remote one. */
  static Lists take(FolderWork work, RemoteLook look) throws SyncException {
    MessageList rows = rows(work);
    LocalFolder.Listing.Complete local = toldLocal(work);
    return new Lists(look.await(), local, rows);
  }

  /** This remote list, and the two of this side as they are now. */
  static Lists with(RemoteFolder.Listing.Complete remote, FolderWork work) throws SyncException {
    MessageList rows = rows(work);
    return new Lists(remote, toldLocal(work), rows);
  }

  /** The same remote list, and the two of this side anew. */
  Lists again(FolderWork work) throws SyncException {
    return with(remote, work);
  }

  private static LocalFolder.Listing.Complete toldLocal(FolderWork work) throws SyncException {
    Pass pass = work.pass();
    pass.tell(new SyncEvent.LoadingList(pass.account(), work.name(), work.localEnd()));
    LocalFolder.Listing.Complete local = local(work);
    long here = (long) local.known().size() + local.fresh().size();
    pass.debug(
        work.name(),
        "%s: %d messages with a UID, %d without; directories %s"
            .formatted(
                work.pair().local(), local.known().size(), local.fresh().size(), work.stamps()));
    pass.tell(new SyncEvent.ListLoaded(pass.account(), work.name(), work.localEnd(), here));
    return local;
  }

  /** Only those that {@code inside} lets through, and these without a UID. */
  Lists filter(LongPredicate inside, List<Fresh> fresh) {
    RemoteFolder.Listing.Complete there =
        new RemoteFolder.Listing.Complete(
            remote.uidValidity(),
            remote.uidNext(),
            remote.highestModSeq(),
            remote.messages().filter(inside),
            remote.readOnly(),
            remote.full());
    return new Lists(
        there,
        new LocalFolder.Listing.Complete(local.known().filter(inside), fresh),
        rows.filter(inside));
  }

  /** Those of {@code waiting} that are not on disk now, and were, and are on the server. */
  UidSet vanished(UidSet waiting) {
    return waiting.filter(uid ->
        rows.contains(uid) && remote.messages().contains(uid) && !local.known().contains(uid));
  }

  /** The same with these messages still on disk, as the status knows them. */
  Lists stillHolding(UidSet waiting) {
    MessageList.Builder known = new MessageList.Builder();
    for (int i = 0; i < local.known().size(); i++) {
      known.add(local.known().uid(i), local.known().flags(i));
    }
    waiting.forEachUid(uid -> {
      int row = rows.indexOf(uid);
      if (row >= 0 && !local.known().contains(uid)) {
        known.add(uid, rows.flags(row));
      }
    });
    return new Lists(remote, new LocalFolder.Listing.Complete(known.build(), local.fresh()), rows);
  }

  static LocalFolder.Listing.Complete local(FolderWork work) throws SyncException {
    if (work.isImagined()) {
      return new LocalFolder.Listing.Complete(MessageList.empty(), List.of());
    }
    Optional<LocalFolder.Numbered> numbered = work.local().numbered();
    LocalFolder.Listing list =
        numbered.isPresent() ? LocalLook.take(work, numbered.get()) : work.local().list();
    return switch (list) {
      case LocalFolder.Listing.Complete whole -> whole;
      case LocalFolder.Listing.Partial(String reason) ->
          throw new SyncException.FolderFailure(
              "local folder '" + work.pair().local() + "' could not be read in full: " + reason,
              null,
              true);
    };
  }

  /** A dry run does not even create an empty status file. */
  static MessageList rows(FolderWork work) throws SyncException {
    Pass pass = work.pass();
    if (pass.settings().dryRun() && pass.ends().status().stamp(work.pair().key()).isEmpty()) {
      return MessageList.empty();
    }
    try (FolderStatus status = work.openStatus()) {
      if (status.isNew()) {
        pass.tell(
            new SyncEvent.StatusCreated(
                pass.account(),
                Optional.of(work.name()),
                pass.ends().local().name(),
                work.pair().local()));
      }
      return status.rows();
    }
  }

  /**
   * Where deleting on the local side only marks: without the messages that we marked before, which
   * stay recorded, and hidden (reference: synchronisation 13.21).
   */
  Lists withoutMarked(LocalFolder folder) {
    if (folder.expunges()) {
      return this;
    }
    MessageList known = local.known();
    UidSet marked =
        rows.uids()
            .filter(uid ->
                !remote.messages().contains(uid)
                    && known.contains(uid)
                    && isMarked(known, uid)
                    && isMarked(rows, uid));
    return new Lists(
        remote,
        new LocalFolder.Listing.Complete(without(known, marked), local.fresh()),
        without(rows, marked));
  }

  private static boolean isMarked(MessageList list, long uid) {
    return list.flags(list.indexOf(uid)).contains(SystemFlag.DELETED);
  }

  private static MessageList without(MessageList list, UidSet uids) {
    MessageList.Builder rest = new MessageList.Builder();
    for (int i = 0; i < list.size(); i++) {
      if (!uids.contains(list.uid(i))) {
        rest.add(list.uid(i), list.flags(i));
      }
    }
    return rest.build();
  }
}
