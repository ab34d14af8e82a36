package org.offlineimap.imap.client;

/** Sees what is sent and received, secrets and message octets left out. Thread-safe. */
public interface ProtocolTrace {
  /** A command as sent. Called with the write lock held: must not block on the connection. */
  void sent(String text);

  /** A response as received. Called on the reader thread. */
  void received(String text);
}
