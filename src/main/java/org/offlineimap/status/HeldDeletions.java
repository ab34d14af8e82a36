package org.offlineimap.status;

import org.offlineimap.mail.UidSet;

/** The deletions of one folder that wait for a person's word (reference: beyond 2). */
public record HeldDeletions(UidSet local, UidSet remote) {
  /** None. */
  public static final HeldDeletions NONE = new HeldDeletions(UidSet.empty(), UidSet.empty());
}
