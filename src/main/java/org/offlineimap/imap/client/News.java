package org.offlineimap.imap.client;

import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.mail.FolderName;

/**
 * What a server told of changes, unasked. Immutable.
 *
 * @param selected something changed in the selected mailbox
 * @param mailboxes mailboxes in which something changed, in the server's spelling
 * @param everything the list of mailboxes changed, or nobody knows what did
 */
public record News(boolean selected, Set<FolderName> mailboxes, boolean everything) {
  /** Nothing changed. */
  public static final News NONE = new News(false, Set.of(), false);

  static final News SELECTED = new News(true, Set.of(), false);
  static final News EVERYTHING = new News(false, Set.of(), true);

  /** Copies the set. */
  public News {
    mailboxes = Set.copyOf(mailboxes);
  }

  static News of(FolderName mailbox) {
    return new News(false, Set.of(mailbox), false);
  }

  /** Whether nothing changed. */
  public boolean isNone() {
    return equals(NONE);
  }

  News plus(News other) {
    Set<FolderName> both = new TreeSet<>(mailboxes);
    both.addAll(other.mailboxes);
    return new News(selected || other.selected, both, everything || other.everything);
  }
}
