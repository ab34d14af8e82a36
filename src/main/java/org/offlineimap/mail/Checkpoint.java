package org.offlineimap.mail;

/**
 * A remote folder as it was once listed: the ground that a later list of changes stands on (RFC
 * 7162). It tells of the server only, so it stays true whatever becomes of the plans made from it.
 * Immutable.
 *
 * @param highestModSeq of that listing
 * @param readOnly the server refused changes then
 * @param trusted false once the mod-sequence was seen to stand still while UIDNEXT moved
 * @param fullMillis when all of the folder was last listed, milliseconds since 1970
 */
public record Checkpoint(
    UidValidity uidValidity,
    long uidNext,
    long highestModSeq,
    boolean readOnly,
    boolean trusted,
    long fullMillis,
    MessageList messages) {}
