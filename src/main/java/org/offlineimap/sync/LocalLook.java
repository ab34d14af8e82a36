package org.offlineimap.sync;

import java.util.Optional;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Numbered;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.status.AccountStatus;
import org.offlineimap.status.FolderMark;

/**
 * Looks at a local folder that lies on a server: it is asked what changed since the last look, and
 * for everything once a day (design 4). Stateless.
 */
final class LocalLook {
  private LocalLook() {}

  /** Lists it, and remembers what was seen. */
  static LocalFolder.Listing take(FolderWork work, Numbered numbered) throws SyncException {
    AccountStatus status = work.pass().ends().status();
    long now = work.pass().clock().millis();
    Optional<Checkpoint> known = status.localCheckpoint(work.pair().key());
    Optional<Checkpoint> usable = known.filter(point -> Observed.recent(point.fullMillis(), now));
    Listing own = numbered.folder().beginList(usable).await();
    if (own instanceof Listing.Complete seen && !work.pass().settings().dryRun()) {
      Optional<Checkpoint> point = RemoteLook.checkpoint(seen, known, now);
      if (point.isPresent() && !point.equals(known)) {
        status.saveLocalCheckpoint(work.pair().key(), point.get());
      }
    }
    return numbered.take(own);
  }

  /** What a mark remembers of the last look; empty where its numbers cannot be trusted. */
  static Optional<Observed.Mailbox> mailbox(FolderWork work) throws SyncException {
    Optional<Listing.Complete> seen = work.local().numbered().flatMap(Numbered::seen);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Listing.Complete list = seen.get();
    Optional<Checkpoint> point =
        work.pass()
            .ends()
            .status()
            .localCheckpoint(work.pair().key())
            .filter(known -> known.uidValidity().equals(list.uidValidity()))
            .filter(
                known -> list.highestModSeq().stream().anyMatch(m -> m == known.highestModSeq()));
    boolean numberless = list.highestModSeq().isEmpty();
    if (!numberless && point.filter(Checkpoint::trusted).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Observed.Mailbox(
            new FolderMark.LocalMailbox(
                list.uidValidity().value(),
                list.uidNext(),
                list.messages().size(),
                list.highestModSeq()),
            point.map(Checkpoint::fullMillis).orElse(Long.MAX_VALUE)));
  }
}
