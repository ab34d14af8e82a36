package org.offlineimap.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.MessageNote;
import org.offlineimap.status.MessageNotes;
import org.offlineimap.status.StatusKey;

/** Notes in memory. Losing them must not matter, so they are no effect to be killed at. */
public final class FakeNotes implements MessageNotes {
  private final Map<String, MessageNote> notes = new ConcurrentHashMap<>();

  private static String name(StatusKey folder, long uidValidity, Uid uid) {
    return folder.fileName() + " " + uidValidity + " " + uid;
  }

  @Override
  public void put(StatusKey folder, long uidValidity, Collection<MessageNote> added) {
    added.forEach(note -> notes.put(name(folder, uidValidity, note.uid()), note));
  }

  @Override
  public void remove(StatusKey folder, UidSet uids) {
    uids.forEachUid(
        uid -> notes.keySet().removeIf(name -> name.matches(folder.fileName() + " \\d+ " + uid)));
  }

  @Override
  public Map<Uid, MessageNote> find(StatusKey folder, long uidValidity, UidSet uids) {
    Map<Uid, MessageNote> found = new HashMap<>();
    for (Uid uid : uids) {
      MessageNote note = notes.get(name(folder, uidValidity, uid));
      if (note != null) {
        found.put(uid, note);
      }
    }
    return found;
  }

  @Override
  public void flush() {}

  /** Forgets everything, as when the file was lost. */
  public void forget() {
    notes.clear();
  }
}
