package org.offlineimap.sync;

import java.util.List;
import java.util.Map;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;

/**
 * What one pass is to do, beside the account's options. Immutable.
 *
 * @param folders which pairs are taken up
 * @param hooks what is done around it
 * @param waiting which messages vanished from disk a moment ago and may yet turn up in another
 *     folder
 * @param quick where the server tells no mod-sequences, equal numbers count as "unchanged"
 * @param listener who listens to both sides meanwhile
 */
public record PassScope(
    FolderSelection folders, PassHooks hooks, Waiting waiting, boolean quick, Listener listener) {
  /** Everything, at once, with nothing around it. */
  public static final PassScope WHOLE =
      new PassScope(FolderSelection.ALL, PassHooks.NONE, Map.of());

  /** Messages that count as still there although they vanished (reference: beyond 10). */
  public interface Waiting {
    /** None at all. */
    Waiting NONE = _ -> UidSet.empty();

    /** Those of a local folder. Asked after the folder was read; any thread. */
    UidSet in(FolderName local);
  }

  /** Somebody who listens to both sides, and has to tell our changes from those of others. */
  public interface Listener {
    /** Nobody. */
    Listener NONE =
        new Listener() {
          @Override
          public void taken(List<FolderName> local) {}

          @Override
          public boolean hearsServer() {
            return false;
          }
        };

    /** These local folders are taken up; none of them has been read yet. */
    void taken(List<FolderName> local);

    /** Whether {@link AccountSync#left} is worth a question to the server. */
    boolean hearsServer();
  }

  /** A full pass. */
  public PassScope(FolderSelection folders, PassHooks hooks, Map<FolderName, UidSet> waiting) {
    this(
        folders, hooks, local -> waiting.getOrDefault(local, UidSet.empty()), false, Listener.NONE);
  }

  /** The same as a quick pass (reference: synchronisation 6). */
  public PassScope quickly() {
    return new PassScope(folders, hooks, waiting, true, listener);
  }
}
