package org.offlineimap.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.offlineimap.cli.AccountLinks.Watchable;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.daemon.Desk;
import org.offlineimap.daemon.Schedule.Source;
import org.offlineimap.daemon.Watchers;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.repository.RemoteWatch;
import org.offlineimap.repository.imap.ImapWatches;

/**
 * What is watched for one account between its passes, on each side that is a server: the folders of
 * {@code idlefolders} by IDLE, each on a connection of its own, and with {@code push = all} every
 * folder. Confined to the account's thread.
 */
final class AccountWatches implements AutoCloseable {
  private final AccountConfig account;
  private final AccountLinks links;
  private final Desk desk;
  private final EventSink events;
  private final Watchers watchers;
  private boolean started;

  AccountWatches(
      AccountConfig account,
      AccountLinks links,
      Desk desk,
      EventSink events,
      InstantSource steady) {
    this.account = account;
    this.links = links;
    this.desk = desk;
    this.events = events;
    this.watchers = new Watchers(account.name(), events, steady);
  }

  /** Begins to watch, once; after a pass that went well, so that the password is known. */
  void start() {
    if (started) {
      return;
    }
    started = true;
    for (Watchable server : AccountLinks.servers(account)) {
      try {
        watch(server, links.idleFolders(server));
      } catch (AccountFailure e) {
        events.accept(new SyncEvent.Failed(account.name(), Optional.empty(), "idlefolders", e));
      }
    }
  }

  private void watch(Watchable server, List<FolderName> folders) {
    boolean all = account.push().all();
    if (!all && folders.isEmpty()) {
      return;
    }
    ImapWatches watches = links.watches(server);
    String where = server.local() ? " of " + server.config().name() : "";
    for (FolderName folder : folders) {
      watchers.keep(
          "folder '" + folder + "'" + where,
          () -> watches.folder(folder),
          teller(server.local(), Optional.of(folder)));
    }
    if (all) {
      watchers.keep(
          "all folders" + where,
          () -> watches.all(folders.isEmpty()),
          teller(server.local(), Optional.empty()));
    }
  }

  private Watchers.Listener teller(boolean local, Optional<FolderName> watched) {
    Source told = local ? Source.LOCAL_SERVER : Source.SERVER;
    return new Watchers.Listener() {
      @Override
      public void watching() {
        desk.reachable();
        desk.changed(local ? Source.LOCAL_DOUBT : Source.DOUBT, watched);
      }

      @Override
      public void changed(RemoteWatch.News news) {
        if (news.everything()) {
          desk.changed(told, watched);
        }
        news.folders().forEach(folder -> desk.changed(told, Optional.of(folder)));
      }
    };
  }

  @Override
  public void close() {
    watchers.close();
  }
}
