package org.offlineimap.status;

import java.util.Collection;
import java.util.Map;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * What is remembered of messages, to recognise them elsewhere (reference: formats 13). A hint:
 * losing all of it costs time only, so nothing here fails, and nothing is flushed. Thread-safe.
 */
public interface MessageNotes {
  /** Remembers messages; they are written in batches, of which a kill may lose the last. */
  void put(StatusKey folder, long uidValidity, Collection<MessageNote> notes);

  /** Forgets messages that are gone. */
  void remove(StatusKey folder, UidSet uids);

  /**
   * What is known of these; what was noted under another UIDVALIDITY, or cannot be read, is not.
   */
  Map<Uid, MessageNote> find(StatusKey folder, long uidValidity, UidSet uids);

  /** Writes what waits; without anything no file is opened. */
  void flush();
}
