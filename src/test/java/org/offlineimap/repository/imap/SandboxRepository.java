package org.offlineimap.repository.imap;

import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.testing.Loopback;

/** Repositories on a plain server of loopback. Stateless. */
final class SandboxRepository {
  private SandboxRepository() {}

  /** A repository that signs in as {@code user} with the password {@code secret}. */
  static ImapRepository on(int port) {
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    return new ImapRepository(settings, () -> open(port), _ -> {});
  }

  static ImapConnection open(int port) throws ImapException, InterruptedException {
    return open(port, ConnectionOptions.named("test"));
  }

  /** The same with another patience, or without some extensions. */
  static ImapRepository on(int port, ConnectionOptions options) {
    ImapSettings settings = new ImapSettings("A", "R", false, false);
    return new ImapRepository(settings, () -> open(port, options), _ -> {});
  }

  private static ImapConnection open(int port, ConnectionOptions options)
      throws ImapException, InterruptedException {
    return Loopback.connect(port, options);
  }
}
