package org.offlineimap.cli;

import java.util.List;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.imap.ImapWatches;

/** What becomes of an account's connections between its passes. Thread-safe. */
interface AccountLinks {
  /** Sends a sign of life on the account's idle connections, without waiting for the answer. */
  void keepAlive(AccountConfig account);

  /** {@code idlefolders}, in order. */
  List<FolderName> idleFolders(AccountConfig account) throws AccountFailure;

  /** What watches the account's server, on connections of its own. */
  ImapWatches watches(AccountConfig account);

  /** Ends what was held open for the account. */
  void release(AccountConfig account);
}
