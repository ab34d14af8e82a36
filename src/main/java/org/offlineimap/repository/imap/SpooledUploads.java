package org.offlineimap.repository.imap;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;

/**
 * Messages on their way from the local server to the remote one: a group of them at a time waits in
 * a spool. One thread at a time.
 */
final class SpooledUploads {
  private final RemoteFolder server;
  private final MappedMemory memory;
  private @Nullable Spooled expected;

  SpooledUploads(RemoteFolder server, MappedMemory memory) {
    this.server = server;
    this.memory = memory;
  }

  /** Fetches these, and lets go of those before. */
  void expect(UidSet own) throws SyncException {
    Spooled before = expected;
    if (before != null) {
      expected = null;
      before.close();
    }
    if (!own.isEmpty()) {
      Spooled spooled = Spooled.open(memory, server.name());
      expected = spooled;
      spooled.fetch(server, own);
    }
  }

  /** One that nobody announced is fetched alone, and lets go of those that were. */
  MessageSource source(Uid own) throws SyncException {
    Spooled held = expected;
    if (held == null || !held.asked(own)) {
      expect(UidSet.empty());
      held = Spooled.open(memory, server.name());
      expected = held;
      held.fetch(server, UidSet.of(own.value()));
    }
    return held.source(own);
  }

  /** Its date, where it was fetched. */
  Optional<Instant> date(Uid own) {
    Spooled held = expected;
    return held == null ? Optional.empty() : held.date(own);
  }
}
