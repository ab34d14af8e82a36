package org.offlineimap.cli;

import java.util.List;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.MaildirRepositoryConfig;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.imap.ImapWatches;

/** What becomes of an account's connections between its passes. Thread-safe. */
interface AccountLinks {
  /** Sends a sign of life on the account's idle connections, without waiting for the answer. */
  void keepAlive(AccountConfig account);

  /**
   * The account's servers, the remote one first; the local side may be one too.
   *
   * @param local whether it stands on the local side
   */
  record Watchable(AccountConfig account, ImapRepositoryConfig config, boolean local) {}

  /** All servers of an account. */
  static List<Watchable> servers(AccountConfig account) {
    Watchable remote = new Watchable(account, account.remote(), false);
    return switch (account.local()) {
      case MaildirRepositoryConfig _ -> List.of(remote);
      case ImapRepositoryConfig local -> List.of(remote, new Watchable(account, local, true));
    };
  }

  /** {@code idlefolders}, in order. */
  List<FolderName> idleFolders(Watchable server) throws AccountFailure;

  /** What watches a server, on connections of its own. */
  ImapWatches watches(Watchable server);

  /** Ends what was held open for the account. */
  void release(AccountConfig account);
}
