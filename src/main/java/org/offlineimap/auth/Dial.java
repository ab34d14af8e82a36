package org.offlineimap.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.offlineimap.mail.SyncException;

/** Connects to the token endpoint, through a proxy where there is one. Thread-safe. */
@FunctionalInterface
public interface Dial {
  /** A connection; used by one thread. */
  interface Line extends AutoCloseable {
    /** What the endpoint says. */
    InputStream input() throws IOException;

    /** What it is told. */
    OutputStream output() throws IOException;

    @Override
    void close();
  }

  /**
   * Connects.
   *
   * @param tls whether to encrypt and verify; without, only an address of this machine is reached
   */
  Line to(String host, int port, boolean tls) throws SyncException;
}
