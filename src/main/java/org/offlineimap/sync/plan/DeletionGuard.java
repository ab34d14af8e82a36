package org.offlineimap.sync.plan;

import org.offlineimap.mail.UidSet;

/**
 * When a mass deletion waits for a person's word (reference: beyond 2). What an earlier run
 * withheld goes on waiting, whatever the numbers are now: else one new message would let it pass.
 *
 * @param share per cent of the folder's status rows that must be exceeded
 * @param count messages that must be exceeded
 * @param enabled false for {@code deletion_guard = no} and for exempt folders
 * @param heldLocal deletions on disk that wait already
 * @param heldRemote deletions on the server that wait already
 */
public record DeletionGuard(
    double share, long count, boolean enabled, UidSet heldLocal, UidSet heldRemote) {
  /** {@code 50, 50}. */
  public static final DeletionGuard DEFAULT = new DeletionGuard(50, 50, true);

  /** Never withholds. */
  public static final DeletionGuard OFF = new DeletionGuard(0, 0, false);

  /** Nothing waits yet. */
  public DeletionGuard(double share, long count, boolean enabled) {
    this(share, count, enabled, UidSet.empty(), UidSet.empty());
  }

  /** The same where these wait already. */
  public DeletionGuard holding(UidSet local, UidSet remote) {
    return new DeletionGuard(share, count, enabled, local, remote);
  }

  /** Whether deletions on the server that follow from local absence are implausible. */
  boolean stopsRemote(UidSet doomed, int rows) {
    boolean many = doomed.size() > count && doomed.size() * 100.0 > share * rows;
    return enabled && (many || meets(doomed, heldRemote));
  }

  /** Whether deletions on disk are implausible: the server's folder came back empty. */
  boolean stopsLocal(UidSet doomed, boolean remoteEmpty) {
    return enabled && ((remoteEmpty && doomed.size() > count) || meets(doomed, heldLocal));
  }

  private static boolean meets(UidSet doomed, UidSet held) {
    return !held.isEmpty() && !doomed.filter(held::contains).isEmpty();
  }
}
