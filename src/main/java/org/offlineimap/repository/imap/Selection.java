package org.offlineimap.repository.imap;

import java.util.List;

/**
 * Which mailboxes of a server are folders of a repository.
 *
 * @param reference below what they are looked for; may be empty
 * @param subscribedOnly only those that are subscribed to
 * @param includes names that are folders even if no list has them
 */
public record Selection(String reference, boolean subscribedOnly, List<String> includes) {
  /** All of them. */
  public static final Selection ALL = new Selection("", false, List.of());

  /** Copies the list. */
  public Selection {
    includes = List.copyOf(includes);
  }
}
