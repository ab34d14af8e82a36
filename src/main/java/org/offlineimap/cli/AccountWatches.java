package org.offlineimap.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
 * What is watched for one account between its passes: the folders of {@code idlefolders} by IDLE,
 * each on a connection of its own, and with {@code push = all} every folder. Confined to the
 * account's thread.
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
    try {
      watch(links.idleFolders(account));
    } catch (AccountFailure e) {
      events.accept(new SyncEvent.Failed(account.name(), Optional.empty(), "idlefolders", e));
    }
  }

  private void watch(List<FolderName> folders) {
    boolean all = account.push().all();
    if (!all && folders.isEmpty()) {
      return;
    }
    ImapWatches watches = links.watches(account);
    for (FolderName folder : folders) {
      watchers.keep(
          "folder '" + folder + "'", () -> watches.folder(folder), teller(Optional.of(folder)));
    }
    if (all) {
      watchers.keep("all folders", () -> watches.all(folders.isEmpty()), teller(Optional.empty()));
    }
  }

  private Watchers.Listener teller(Optional<FolderName> watched) {
    return new Watchers.Listener() {
      @Override
      public void watching() {
        desk.reachable();
        desk.changed(Source.DOUBT, watched);
      }

      @Override
      public void changed(RemoteWatch.News news) {
        if (news.everything()) {
          desk.changed(Source.SERVER, watched);
        }
        news.folders().forEach(folder -> desk.changed(Source.SERVER, Optional.of(folder)));
      }
    };
  }

  @Override
  public void close() {
    watchers.close();
  }
}
