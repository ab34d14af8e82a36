package org.offlineimap.sync;

import java.util.Collection;
import java.util.Map;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.UidSet;

/** What the configuration says in Python about messages. Thread-safe. */
public interface MessageRules {
  /** Nothing. */
  MessageRules NONE = new MessageRules() {};

  /**
   * The messages that are not downloaded ({@code copy_ignore_eval}), by visible name.
   *
   * @throws AccountFailure the user's code fails
   */
  default Map<String, UidSet> ignored(Collection<String> visible) throws AccountFailure {
    return Map.of();
  }

  /**
   * INBOX got a message without {@code \Seen} ({@code newmail_hook}).
   *
   * @throws AccountFailure the user's code fails
   */
  default void newMail() throws AccountFailure {}
}
