package org.offlineimap.imap.client;

import org.offlineimap.imap.protocol.Untagged;

/**
 * Takes message data as it comes. Called on the reader thread: it must be quick, wait for nothing,
 * and keep nothing but what it copies.
 */
@FunctionalInterface
public interface FetchListener {
  /** Data of one message, with its UID. */
  void message(Untagged.Fetch message);
}
