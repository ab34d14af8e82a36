package org.offlineimap.repository.imap;

import java.io.IOException;
import java.io.OutputStream;
import org.offlineimap.mail.MessageSource;

/**
 * A nameless file where message bodies wait between two servers: APPEND needs their length first,
 * and two connections coupled would block each other. It goes when it is closed, and with the
 * process. Thread-safe; each slot belongs to one thread at a time.
 */
public interface Spool extends AutoCloseable {
  /** Room for a body of this length. */
  Slot slot(long octets);

  /** Lets go of it; its slots cannot be read any more. */
  @Override
  void close() throws IOException;

  /** A body: written once, then read as often as need be. */
  interface Slot extends MessageSource {
    /** Takes its octets; one more than there is room for is refused. */
    OutputStream out();
  }
}
