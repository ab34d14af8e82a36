package org.offlineimap.imap.client;

import java.util.OptionalLong;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.UidValidity;

/**
 * A mailbox as SELECT found it. Immutable.
 *
 * @param exists the number of messages
 * @param highestModSeq absent without CONDSTORE, or when the server sent NOMODSEQ
 * @param permanentFlags flags that can be changed for good; all where the server did not say
 * @param newKeywords whether keywords may be invented; true where the server did not say
 * @param delta with QRESYNC, what changed since the mod-sequence asked about
 */
public record Selected(
    UidValidity uidValidity,
    OptionalLong uidNext,
    long exists,
    OptionalLong highestModSeq,
    boolean readOnly,
    FlagSet permanentFlags,
    boolean newKeywords,
    Delta delta) {}
