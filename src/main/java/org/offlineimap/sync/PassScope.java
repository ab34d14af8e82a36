package org.offlineimap.sync;

import java.util.Map;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;

/**
 * What one pass is to do, beside the account's options. Immutable.
 *
 * @param folders which pairs are taken up
 * @param hooks what is done around it
 * @param waiting by local folder, messages that vanished from disk a moment ago and may yet turn up
 *     in another folder: they count as still there (reference: beyond 10)
 * @param quick where the server tells no mod-sequences, equal numbers count as "unchanged"
 */
public record PassScope(
    FolderSelection folders, PassHooks hooks, Map<FolderName, UidSet> waiting, boolean quick) {
  /** Everything, at once, with nothing around it. */
  public static final PassScope WHOLE =
      new PassScope(FolderSelection.ALL, PassHooks.NONE, Map.of());

  /** A full pass. */
  public PassScope(FolderSelection folders, PassHooks hooks, Map<FolderName, UidSet> waiting) {
    this(folders, hooks, waiting, false);
  }

  /** The same as a quick pass (reference: synchronisation 6). */
  public PassScope quickly() {
    return new PassScope(folders, hooks, waiting, true);
  }

  /** Copies the map. */
  public PassScope {
    waiting = Map.copyOf(waiting);
  }

  UidSet waitingIn(FolderName local) {
    return waiting.getOrDefault(local, UidSet.empty());
  }
}
