package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.repository.imap.MappedMemory;
import org.offlineimap.repository.imap.Spool;
import org.offlineimap.status.AccountStatus;

/** The UID maps of an account, and spools in its own directory. Thread-safe. */
record LocalServerMemory(AccountStatus status, Path directory) implements MappedMemory {
  @Override
  public UidPairs load(FolderName folder, String separator) throws SyncException {
    return status.uidMap(folder, separator);
  }

  @Override
  public void save(FolderName folder, String separator, UidPairs pairs) throws SyncException {
    status.saveUidMap(folder, separator, pairs);
  }

  @Override
  public Spool spool() throws IOException {
    return SpoolFile.in(directory);
  }
}
