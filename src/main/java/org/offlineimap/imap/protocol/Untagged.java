package org.offlineimap.imap.protocol;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.UidSet;

/** Data that a server sends, asked or not (RFC 9051 7.2 to 7.5). Immutable. */
public sealed interface Untagged extends Response {
  /** OK, NO or BAD without a tag. */
  record Notice(Condition condition, ResponseText text) implements Untagged {}

  /** The server is about to close the connection. */
  record Bye(ResponseText text) implements Untagged {}

  /** The greeting of a connection that needs no login. */
  record PreAuth(ResponseText text) implements Untagged {}

  /** The number of messages in the selected mailbox. */
  record Exists(long count) implements Untagged {}

  /** The message with this sequence number is gone; later ones move up. */
  record Expunge(long sequence) implements Untagged {}

  /**
   * These UIDs are gone (RFC 7162 3.2.10).
   *
   * @param earlier part of the answer to a QRESYNC question; else it happened now
   */
  record Vanished(boolean earlier, UidSet uids) implements Untagged {}

  /**
   * Data of one message; what was not sent is absent.
   *
   * @param sequence 0 when the server tells UIDs only
   * @param size RFC822.SIZE in octets
   * @param identity EMAILID (RFC 8474 5.1), or X-GM-MSGID: the same for every copy of a message
   * @param labels X-GM-LABELS, in the server's spelling
   * @param body whether a body, or a part of it, was among the data
   */
  record Fetch(
      long sequence,
      OptionalLong uid,
      Optional<FlagSet> flags,
      OptionalLong modSeq,
      OptionalLong size,
      Optional<OffsetDateTime> internalDate,
      Optional<String> identity,
      Optional<Set<String>> labels,
      boolean body)
      implements Untagged {}

  /**
   * A mailbox of the list.
   *
   * @param subscribed the answer to LSUB
   * @param attributes lower case with backslash: {@code \noselect}, {@code \trash}
   * @param separator empty for a flat name
   * @param mailbox the name in the server's spelling
   */
  record ListEntry(
      boolean subscribed, Set<String> attributes, Optional<Character> separator, String mailbox)
      implements Untagged {}

  /** STATUS of a mailbox: item names in upper case, numbers as sent. */
  record Status(String mailbox, Map<String, Long> items) implements Untagged {}

  /** SEARCH: the numbers found, as a set; the modseq where told (RFC 7162 3.1.5). */
  record Search(UidSet found, OptionalLong modSeq) implements Untagged {}

  /**
   * ESEARCH (RFC 4731 3.1).
   *
   * @param tag of the command that asked
   * @param all empty when nothing was found
   */
  record ESearch(
      Optional<String> tag, UidSet all, OptionalLong count, OptionalLong max, OptionalLong modSeq)
      implements Untagged {}

  /** What the server can do, upper case. */
  record Capability(Set<String> names) implements Untagged {}

  /** The flags that the mailbox knows. */
  record Flags(FlagSet flags) implements Untagged {}

  /** Extensions switched on, upper case. */
  record Enabled(Set<String> names) implements Untagged {}

  /** Who the server is (RFC 2971); keys lower case. */
  record Id(Map<String, String> fields) implements Untagged {}

  /**
   * Where a user's own mailboxes are (RFC 2342).
   *
   * @param prefix of the first personal namespace; empty when there is none
   * @param separator empty for a flat namespace, or when there is none
   */
  record Namespace(String prefix, Optional<Character> separator) implements Untagged {}

  /** Something that this program does not know or need, upper case. It is skipped. */
  record Other(String name) implements Untagged {}
}
