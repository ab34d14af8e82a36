package org.offlineimap.status;

import java.util.List;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Renaming;

/**
 * A folder's move to another UIDVALIDITY, written down before its first step so that a killed run
 * is completed by the next one (reference: beyond 3).
 *
 * @param uidValidity the new one
 * @param renamings what happens to local messages
 * @param rows all rows of the folder's status afterwards
 */
public record UidChange(long uidValidity, List<Renaming> renamings, MessageList rows) {
  /** Copies the list. */
  public UidChange {
    renamings = List.copyOf(renamings);
  }
}
