package org.offlineimap.imap.client;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.mail.FolderName;

/**
 * A mailbox of LIST or LSUB.
 *
 * @param name in the server's spelling; INBOX in its one spelling
 * @param separator empty for a flat name
 * @param attributes lower case with backslash: {@code \noselect}, {@code \trash}
 * @param status numbers that came with the list; all absent without LIST-STATUS
 */
public record Mailbox(
    FolderName name, Optional<Character> separator, Set<String> attributes, MailboxStatus status) {
  /** Whether it can be selected. */
  public boolean isSelectable() {
    return !attributes.contains("\\noselect") && !attributes.contains("\\nonexistent");
  }

  /** STATUS numbers; absent ones were not told. */
  public record MailboxStatus(
      OptionalLong messages,
      OptionalLong uidNext,
      OptionalLong uidValidity,
      OptionalLong highestModSeq) {
    /** Nothing told. */
    public static final MailboxStatus UNKNOWN =
        new MailboxStatus(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    // Written out because the JVM spends milliseconds at every start on making these two itself.

    @Override
    public boolean equals(Object other) {
      return other instanceof MailboxStatus told
          && messages.equals(told.messages)
          && uidNext.equals(told.uidNext)
          && uidValidity.equals(told.uidValidity)
          && highestModSeq.equals(told.highestModSeq);
    }

    @Override
    public int hashCode() {
      return uidValidity.hashCode() * 31 + uidNext.hashCode();
    }
  }
}
