package org.offlineimap.sync;

import java.util.List;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderStatus;

/** The three snapshots of one folder, each of them whole. */
record Lists(
    RemoteFolder.Listing.Complete remote, LocalFolder.Listing.Complete local, MessageList rows) {

  /** Takes all three; a listing that is not whole fails the folder (rule R1). */
  static Lists take(FolderWork work) throws SyncException {
    Pass pass = work.pass();
    MessageList rows = rows(work);
    pass.tell(new SyncEvent.LoadingList(pass.account(), work.name(), work.localEnd()));
    LocalFolder.Listing.Complete local = local(work);
    long here = (long) local.known().size() + local.fresh().size();
    pass.tell(new SyncEvent.ListLoaded(pass.account(), work.name(), work.localEnd(), here));
    pass.tell(new SyncEvent.LoadingList(pass.account(), work.name(), work.remoteEnd()));
    RemoteFolder.Listing.Complete remote = remote(work);
    long there = remote.messages().size();
    pass.tell(new SyncEvent.ListLoaded(pass.account(), work.name(), work.remoteEnd(), there));
    return new Lists(remote, local, rows);
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

  static RemoteFolder.Listing.Complete remote(FolderWork work) throws SyncException {
    return switch (work.remote().list()) {
      case RemoteFolder.Listing.Complete whole -> whole;
      case RemoteFolder.Listing.Partial(String reason) ->
          throw new SyncException.FolderFailure(
              "folder '" + work.name() + "' could not be listed in full: " + reason, null, true);
    };
  }

  static LocalFolder.Listing.Complete local(FolderWork work) throws SyncException {
    if (work.isImagined()) {
      return new LocalFolder.Listing.Complete(MessageList.empty(), List.of());
    }
    return switch (work.local().list()) {
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
                pass.account(), pass.ends().local().name(), work.pair().local()));
      }
      return status.rows();
    }
  }
}
