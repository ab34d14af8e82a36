package org.offlineimap.sync.plan;

import org.offlineimap.mail.UidSet;

/**
 * What of a folder's plan is done by moves, so that nothing is left to do for it.
 *
 * @param arrived messages of the server that need no download
 * @param sent how many messages of the disk need no upload
 * @param leftDisk messages whose deletion on disk is done
 * @param leftServer messages whose deletion on the server is done, or waits for the next run
 * @param copied messages that are in another folder of their side now, and are still to be deleted
 *     here, whatever their number
 */
public record Moved(UidSet arrived, int sent, UidSet leftDisk, UidSet leftServer, Copied copied) {
  /** Nothing. */
  public static final Moved NONE =
      new Moved(UidSet.empty(), 0, UidSet.empty(), UidSet.empty(), Copied.NONE);

  /** By side. */
  public record Copied(UidSet local, UidSet remote) {
    /** Nothing. */
    public static final Copied NONE = new Copied(UidSet.empty(), UidSet.empty());
  }
}
