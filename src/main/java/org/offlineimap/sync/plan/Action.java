package org.offlineimap.sync.plan;

import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.UidSet;

/** One kind of work on many messages. */
public sealed interface Action {
  /** Copy from the server to disk. */
  record Download(UidSet uids) implements Action {}

  /**
   * Copy from disk to the server.
   *
   * @param fresh how many messages without a UID
   * @param strays messages whose UID neither the server nor the status knows: they lose it, and go
   *     up like fresh ones
   */
  record Upload(int fresh, UidSet strays) implements Action {}

  /** Delete on disk what is proven to be gone from the server. */
  record DeleteLocal(UidSet uids) implements Action {}

  /** Delete on the server what is proven to be gone from the disk. */
  record DeleteRemote(UidSet uids) implements Action {}

  /** Add one flag to, or remove it from, messages of one side. */
  record ChangeFlags(Side side, FlagChange change) implements Action {}

  /** Record messages that both sides hold already; their flags have been united first. */
  record Adopt(UidSet uids) implements Action {}

  /** Drop the status rows of messages that neither side holds. */
  record Forget(UidSet uids) implements Action {}
}
