package org.offlineimap.sandbox;

import java.time.OffsetDateTime;
import org.offlineimap.mail.FlagSet;

/**
 * One message as the store holds it. Immutable, except that nobody copies the octets: they must not
 * be changed.
 *
 * @param uid its UID
 * @param octets the message in wire form
 * @param flags system flags and keywords
 * @param internalDate when it was delivered
 * @param modSeq its modification sequence (RFC 7162)
 * @param identity what its copies in other mailboxes share (RFC 8474)
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and too large to copy.
public record StoredMessage(
    long uid,
    byte[] octets,
    FlagSet flags,
    OffsetDateTime internalDate,
    long modSeq,
    long identity) {
  StoredMessage with(FlagSet newFlags, long newModSeq) {
    return new StoredMessage(uid, octets, newFlags, internalDate, newModSeq, identity);
  }

  /** EMAILID. */
  String emailId() {
    return "M" + identity;
  }
}
