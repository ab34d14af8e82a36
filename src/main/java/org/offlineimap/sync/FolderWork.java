package org.offlineimap.sync;

import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderStatus;

/** One folder pair in one pass: its two ends, and how to reach its status. One thread at a time. */
record FolderWork(Pass pass, FolderPair pair, RemoteFolder remote, LocalFolder local) {
  FolderName name() {
    return pair.name();
  }

  boolean stopped() {
    return pass.stop().raised();
  }

  /** Opens the status for a short piece of work; the caller closes it. */
  FolderStatus openStatus() throws SyncException {
    return pass.ends().status().open(pair.key());
  }

  /** Writes rows in one transaction; none, no transaction. */
  void put(MessageList rows) throws SyncException {
    if (rows.size() > 0) {
      try (FolderStatus status = openStatus()) {
        status.put(rows);
      }
    }
  }

  SyncEvent.End remoteEnd() {
    return pass.remote(pair.name());
  }

  SyncEvent.End localEnd() {
    return pass.local(pair.local());
  }
}
