package org.offlineimap.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.repository.imap.MappedMemory;
import org.offlineimap.repository.imap.Spool;
import org.offlineimap.status.AccountStatus;

/** UID maps in a status, and spools in memory. Thread-safe as the status is. */
public record MappedMemories(AccountStatus status) implements MappedMemory {
  @Override
  public UidPairs load(FolderName folder, String separator) throws SyncException {
    return status.uidMap(folder, separator);
  }

  @Override
  public void save(FolderName folder, String separator, UidPairs pairs) throws SyncException {
    status.saveUidMap(folder, separator, pairs);
  }

  @Override
  public Spool spool() {
    return new MemorySpool();
  }

  private static final class MemorySpool implements Spool {
    @Override
    public Slot slot(long octets) {
      ByteArrayOutputStream held = new ByteArrayOutputStream();
      return new Slot() {
        @Override
        public OutputStream out() {
          return held;
        }

        @Override
        public long wireOctets() {
          return octets;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          held.writeTo(out);
        }
      };
    }

    @Override
    public void close() {}
  }
}
