package org.offlineimap.sync.plan;

import org.offlineimap.mail.MessageList;

/**
 * What one side was seen to hold.
 *
 * @param messages those seen that carry a UID
 * @param complete whether that was all of it; only then is a message that is not listed absent
 *     (rule R1)
 * @param fresh how many messages without a UID were seen beside them; 0 for the remote side
 */
public record Snapshot(MessageList messages, boolean complete, int fresh) {
  /** Everything a side held, all of it with UIDs. */
  public static Snapshot complete(MessageList messages) {
    return new Snapshot(messages, true, 0);
  }
}
