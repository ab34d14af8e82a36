package org.offlineimap.sync;

import java.util.Set;
import org.offlineimap.mail.FolderName;

/**
 * Which folder pairs a pass takes up. Immutable.
 *
 * @param whole every pair
 * @param remote else the pairs with these remote, untranslated names
 * @param local and those with these local names
 */
public record FolderSelection(boolean whole, Set<FolderName> remote, Set<FolderName> local) {
  /** Every pair. */
  public static final FolderSelection ALL = new FolderSelection(true, Set.of(), Set.of());

  /** Copies the sets. */
  public FolderSelection {
    remote = Set.copyOf(remote);
    local = Set.copyOf(local);
  }

  /** Only the pairs that have one of these names on their side. */
  public static FolderSelection of(Set<FolderName> remote, Set<FolderName> local) {
    return new FolderSelection(false, remote, local);
  }

  /** Whether this pair is taken up. */
  public boolean has(FolderName remoteName, FolderName localName) {
    return whole || remote.contains(remoteName) || local.contains(localName);
  }
}
