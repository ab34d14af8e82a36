package org.offlineimap.status;

import java.util.Map;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** Rows that lie in no database yet, in a dry run. Changes are left out. */
record MemoryStatus(MessageList rows, boolean isNew) implements FolderStatus {
  @Override
  public void put(MessageList changed) {}

  @Override
  public void replace(MessageList changed) {}

  @Override
  public void remove(UidSet uids) {}

  @Override
  public Map<Uid, LabelNote> labels() {
    return Map.of();
  }

  @Override
  public void putLabels(Map<Uid, LabelNote> notes) {}

  @Override
  public void close() {}
}
