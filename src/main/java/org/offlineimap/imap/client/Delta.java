package org.offlineimap.imap.client;

import java.util.List;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/**
 * What became of a mailbox since a mod-sequence (RFC 7162). Immutable.
 *
 * @param changed new messages, and those whose flags changed, each with all its flags
 * @param vanished what is gone
 * @param clear false when something came that cannot be placed: then the delta proves nothing
 */
public record Delta(MessageList changed, UidSet vanished, boolean clear) {
  /** What several answers tell together. */
  static Delta sum(List<Delta> parts) {
    DeltaBuilder sum = new DeltaBuilder();
    parts.forEach(sum::add);
    return sum.build();
  }
}
