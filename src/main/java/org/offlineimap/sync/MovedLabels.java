package org.offlineimap.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.status.LabelNote;

/**
 * The row of a message that moved goes on saying what labels both sides last had, so that a label
 * which one of them took away meanwhile does not come back. The time of the file is not taken
 * along: its header is read in any case. One thread.
 */
final class MovedLabels {
  private final Map<PlannedFolder, Map<Uid, LabelNote>> known = new HashMap<>();
  private final Map<Uid, LabelNote> carried = new TreeMap<>();

  /** Reads what the rows of a folder say, before any of them is dropped. */
  void learn(PlannedFolder source) throws SyncException {
    FolderWork work = source.work();
    if (work.pass().settings().labels().isPresent() && !known.containsKey(source)) {
      try (FolderStatus status = work.openStatus()) {
        known.put(source, status.labels());
      }
    }
  }

  /** A message has another folder and UID now. */
  void carry(PlannedFolder source, Uid was, Uid now) throws SyncException {
    learn(source);
    LabelNote note = known.getOrDefault(source, Map.of()).get(was);
    if (note != null) {
      carried.put(now, new LabelNote(note.labels(), 0));
    }
  }

  /** Writes what was carried into a folder, whose rows exist. */
  void record(FolderWork target) throws SyncException {
    if (!carried.isEmpty()) {
      try (FolderStatus status = target.openStatus()) {
        status.putLabels(carried);
      }
      carried.clear();
    }
  }
}
