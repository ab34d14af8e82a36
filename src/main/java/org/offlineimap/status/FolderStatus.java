package org.offlineimap.status;

import java.util.Map;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** One folder's rows: UID to the flags that both sides last had. Confined to one thread. */
public interface FolderStatus extends AutoCloseable {
  /** All rows. */
  MessageList rows() throws SyncException;

  /** Adds or replaces rows in one durable transaction. */
  void put(MessageList rows) throws SyncException;

  /** Puts these rows in the place of all others, in one durable transaction. */
  void replace(MessageList rows) throws SyncException;

  /** Removes rows in one durable transaction; absent ones are fine. */
  void remove(UidSet uids) throws SyncException;

  /** What the rows record of labels, each row of them. */
  Map<Uid, LabelNote> labels() throws SyncException;

  /** Records labels in rows that exist, in one durable transaction. */
  void putLabels(Map<Uid, LabelNote> notes) throws SyncException;

  /** Whether the file was made by this opening. */
  boolean isNew();

  @Override
  void close() throws SyncException;
}
