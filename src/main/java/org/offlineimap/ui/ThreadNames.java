package org.offlineimap.ui;

import java.util.HashMap;
import java.util.Map;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;

/**
 * How the original's threads would be called: {@code Account sync A}, {@code Folder F [acc: A]}
 * (reference: ui 3). Remembers under which local name a folder is known. Confined to the thread of
 * the interface.
 */
final class ThreadNames {
  private final Map<String, String> explained = new HashMap<>();

  /** The task of an event; empty for the program itself. */
  String of(SyncEvent event) {
    if (event instanceof SyncEvent.FolderStarted started) {
      explained.put(key(event), explain(started.remote().folder(), started.local().folder()));
    }
    String account = event.account();
    if (account.isEmpty()) {
      return "";
    }
    return event
        .folder()
        .map(folder -> explained.getOrDefault(key(event), folder.toString()))
        .map(folder -> "Folder " + folder + " [acc: " + account + "]")
        .orElse("Account sync " + account);
  }

  private static String key(SyncEvent event) {
    return event.account() + "\n" + event.folder().map(FolderName::toString).orElse("");
  }

  private static String explain(FolderName remote, FolderName local) {
    String name = remote.toString();
    return differsInSeparatorOnly(name, local.toString())
        ? name
        : local + " [remote name " + name + "]";
  }

  /** Whether one name becomes the other when one character is put for another throughout. */
  private static boolean differsInSeparatorOnly(String remote, String local) {
    for (int i = 0; i < Math.min(remote.length(), local.length()); i++) {
      if (remote.charAt(i) != local.charAt(i)) {
        return remote.replace(remote.charAt(i), local.charAt(i)).equals(local);
      }
    }
    return remote.length() == local.length();
  }
}
