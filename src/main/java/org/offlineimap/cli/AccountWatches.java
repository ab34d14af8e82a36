package org.offlineimap.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    List<FolderName> watched = within(server, folders, all);
    ImapWatches watches = links.watches(server);
    String where = server.local() ? " of " + server.config().name() : "";
    for (FolderName folder : watched) {
      watchers.keep(
          "folder '" + folder + "'" + where,
          () -> watches.folder(folder),
          teller(server.local(), Optional.of(folder)));
    }
    if (all && server.config().mostWatches() > 0) {
      watchers.keep(
          "all folders" + where,
          () -> watches.all(folders.isEmpty()),
          teller(server.local(), Optional.empty()));
    }
  }

  /** Those that are watched by connections of their own, with room for the one of all folders. */
  private List<FolderName> within(Watchable server, List<FolderName> folders, boolean all) {
    int room = Math.max(0, server.config().mostWatches() - (all ? 1 : 0));
    if (folders.size() <= room && (!all || server.config().mostWatches() > 0)) {
      return folders;
    }
    List<FolderName> left = folders.subList(Math.min(room, folders.size()), folders.size());
    events.accept(
        new SyncEvent.Warning(
            account.name(),
            Optional.empty(),
            "%s: Gmail allows an account no more connections; not watched: %s"
                .formatted(
                    server.config().name(),
                    left.isEmpty()
                        ? "all folders"
                        : left.stream()
                            .map(FolderName::toString)
                            .collect(Collectors.joining(", ")))));
    return folders.subList(0, folders.size() - left.size());
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
