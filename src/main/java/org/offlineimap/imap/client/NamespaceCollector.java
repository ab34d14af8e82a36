package org.offlineimap.imap.client;

import java.util.Optional;
import org.offlineimap.imap.protocol.ResponseText;
import org.offlineimap.imap.protocol.Untagged;

/** Takes the answer to NAMESPACE. On the reader thread only. */
final class NamespaceCollector implements Collector<Optional<Untagged.Namespace>> {
  private Optional<Untagged.Namespace> told = Optional.empty();

  @Override
  public boolean accept(Untagged data) {
    if (data instanceof Untagged.Namespace namespace) {
      told = Optional.of(namespace);
      return true;
    }
    return false;
  }

  @Override
  public Optional<Untagged.Namespace> done(ResponseText ok) {
    return told;
  }

  @Override
  public void malformed(ImapException.Malformed failure) {
    // Then nothing is known of it.
  }
}
