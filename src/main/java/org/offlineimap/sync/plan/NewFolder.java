package org.offlineimap.sync.plan;

import java.util.Set;
import org.offlineimap.mail.FolderName;

/**
 * A local folder that is nobody's image, and the mailbox that the local rule would make of it.
 *
 * @param local its name on disk
 * @param remote the mailbox that would be made
 * @param visibleAgain what the remote rule makes of that mailbox
 * @param wanted whether the remote filter lets it through
 */
public record NewFolder(FolderName local, FolderName remote, String visibleAgain, boolean wanted) {
  /** What becomes of it (reference: synchronisation 5). */
  public enum Fate {
    /** The mailbox is made. */
    CREATE,
    /** The remote filter does not want it. */
    FILTERED,
    /** There is such a mailbox, and another local folder is its pair. */
    TAKEN,
    /** The mailbox would become another local folder, and that another mailbox, without end. */
    ENDLESS
  }

  /**
   * Decides.
   *
   * @param taken the mailboxes that exist or are going to
   */
  public Fate fate(Set<FolderName> taken, Separators separators) {
    if (taken.contains(remote)) {
      return Fate.TAKEN;
    }
    if (!wanted) {
      return Fate.FILTERED;
    }
    boolean returns = separators.canMap(remote) && separators.toLocal(visibleAgain).equals(local);
    return returns ? Fate.CREATE : Fate.ENDLESS;
  }
}
