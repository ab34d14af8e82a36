package org.offlineimap.repository.imap;

import java.io.IOException;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidPairs;

/** What a local IMAP repository needs of this machine's disk. Thread-safe. */
public interface MappedMemory {
  /** Which message of a folder is which remote one. */
  UidPairs load(FolderName folder, String separator) throws SyncException;

  /** Replaces that, durably. */
  void save(FolderName folder, String separator, UidPairs pairs) throws SyncException;

  /** A new, empty spool. */
  Spool spool() throws IOException;
}
