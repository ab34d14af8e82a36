package org.offlineimap.sync.plan;

import org.offlineimap.mail.UidSet;

/**
 * When a mass deletion waits for a person's word (reference: beyond 2).
 *
 * @param share per cent of the folder's status rows that must be exceeded
 * @param count messages that must be exceeded
 * @param enabled false for {@code deletion_guard = no} and for exempt folders
 */
public record DeletionGuard(int share, long count, boolean enabled) {
  /** {@code 50, 50}. */
  public static final DeletionGuard DEFAULT = new DeletionGuard(50, 50, true);

  /** Never withholds. */
  public static final DeletionGuard OFF = new DeletionGuard(0, 0, false);

  /** Whether deletions on the server that follow from local absence are implausible. */
  boolean stopsRemote(UidSet doomed, int rows) {
    return enabled && doomed.size() > count && doomed.size() * 100 > (long) share * rows;
  }

  /** Whether deletions on disk are implausible: the server's folder came back empty. */
  boolean stopsLocal(UidSet doomed, boolean remoteEmpty) {
    return enabled && remoteEmpty && doomed.size() > count;
  }
}
