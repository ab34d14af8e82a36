package org.offlineimap.status;

import java.util.Optional;
import java.util.OptionalLong;
import org.offlineimap.mail.Uid;

/**
 * What never changes of a message under its UID, as it was when it crossed the wire.
 *
 * @param octets its length in wire form
 * @param sha256 of the wire form, in lower-case hex; without the field that labels took the place
 *     of
 * @param internalDateSeconds INTERNALDATE in seconds since 1970, where the server told it
 * @param identity what the server calls it, in every mailbox that it is copied to; where told
 * @param keywords those that it had then, separated by spaces
 */
public record MessageNote(
    Uid uid,
    long octets,
    String sha256,
    OptionalLong internalDateSeconds,
    Optional<String> identity,
    String keywords) {
  /** The same message under another UID. */
  public MessageNote at(Uid other) {
    return new MessageNote(other, octets, sha256, internalDateSeconds, identity, keywords);
  }
}
