package org.offlineimap.config;

import java.util.Optional;

/**
 * Which folders of a server there are, and what is done about their messages in Python (reference:
 * configuration, 9.3). Immutable.
 *
 * @param reference below what folders are looked for; may be empty
 * @param subscribedOnly whether only subscribed folders are synchronised
 * @param decodesNames whether names are decoded on their way to the disk, and not back
 * @param ignored {@code copy_ignore_eval}; empty also for {@code 0} and {@code None}
 * @param newMail {@code newmail_hook}
 */
public record MailboxConfig(
    String reference,
    boolean subscribedOnly,
    boolean decodesNames,
    Optional<PythonExpression> ignored,
    Optional<PythonExpression> newMail) {
  /** As it is when the file says nothing. */
  public static final MailboxConfig USUAL =
      new MailboxConfig("", false, false, Optional.empty(), Optional.empty());
}
