package org.offlineimap.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.offlineimap.config.AccountConfig;
import org.offlineimap.daemon.PassRequest;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteRepository.FolderState;
import org.offlineimap.repository.RemoteRepository.ListedFolder;

/**
 * How passes have left the servers: a watch hears our own changes too, and they are no news. What
 * it tells is compared with what the server says now, on the connection of the passes, before a
 * pass begins. Thread-safe; each account's part is confined to the account's thread.
 */
final class Echoes {
  private final ServerLinks servers;
  private final EventSink events;
  private final Map<String, Map<FolderName, FolderState>> left = new ConcurrentHashMap<>();

  Echoes(ServerLinks servers, EventSink events) {
    this.servers = servers;
    this.events = events;
  }

  /** Whether anybody would hear them. */
  static boolean areHeard(AccountConfig account) {
    boolean watched = account.push().all() || account.remote().hold().watched().isPresent();
    return watched && account.autorefreshMinutes() > 0;
  }

  /** How a pass has left the folders that it took up; nothing at all after a wide failure. */
  void left(String account, Map<FolderName, Optional<FolderState>> states) {
    Map<FolderName, FolderState> known = left.computeIfAbsent(account, _ -> new HashMap<>());
    if (states.isEmpty()) {
      known.clear();
    }
    for (Entry<FolderName, Optional<FolderState>> each : states.entrySet()) {
      if (each.getValue().isPresent()) {
        known.put(each.getKey(), each.getValue().get());
      } else {
        known.remove(each.getKey());
      }
    }
  }

  /** Whether the server says anything that it did not say when it was left. */
  boolean isNews(AccountConfig account, PassRequest request) {
    Map<FolderName, FolderState> known = left.getOrDefault(account.name(), Map.of());
    boolean whole = request.folders().whole();
    if (known.isEmpty() || (!whole && !known.keySet().containsAll(request.folders().remote()))) {
      return true;
    }
    Map<FolderName, FolderState> now = new HashMap<>();
    try {
      for (ListedFolder folder : servers.remote(account).listFolders()) {
        now.put(folder.name(), folder.state());
      }
    } catch (SyncException e) {
      // Whatever it is, the pass meets it too, and knows how to tell it.
      return true;
    }
    boolean news = whole ? differ(known, now) : differ(request.folders().remote(), known, now);
    if (!news) {
      events.accept(
          new SyncEvent.Debug(
              account.name(), Optional.empty(), "imap", "the server is as this program left it"));
    }
    return news;
  }

  private static boolean differ(
      Map<FolderName, FolderState> then, Map<FolderName, FolderState> now) {
    return !now.keySet().equals(then.keySet()) || differ(then.keySet(), then, now);
  }

  private static boolean differ(
      Set<FolderName> names, Map<FolderName, FolderState> then, Map<FolderName, FolderState> now) {
    return !names.stream().allMatch(same(then, now));
  }

  private static Predicate<FolderName> same(
      Map<FolderName, FolderState> then, Map<FolderName, FolderState> now) {
    return name -> {
      FolderState before = then.get(name);
      return FolderState.UNKNOWN.equals(before)
          || (before != null && before.equals(now.get(name)) && before.isNumbered());
    };
  }
}
