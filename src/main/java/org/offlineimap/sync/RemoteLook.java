package org.offlineimap.sync;

import java.util.Optional;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.status.AccountStatus;

/**
 * A look at the remote folder: from memory where the server says that nothing changed, else by
 * asking what changed since we last looked, or for everything (design 4). What it saw is
 * remembered, whatever becomes of the plan. One thread at a time.
 */
final class RemoteLook {
  private final FolderWork work;
  private final Optional<Checkpoint> known;
  private final RemoteFolder.Inquiry inquiry;
  private final boolean recalled;

  private RemoteLook(
      FolderWork work, Optional<Checkpoint> known, RemoteFolder.Inquiry inquiry, boolean recalled) {
    this.work = work;
    this.known = known;
    this.inquiry = inquiry;
    this.recalled = recalled;
  }

  /** Asks, without waiting. */
  static RemoteLook begin(FolderWork work) throws SyncException {
    Pass pass = work.pass();
    pass.tell(new SyncEvent.LoadingList(pass.account(), work.name(), work.remoteEnd()));
    Optional<Checkpoint> known = pass.ends().status().checkpoint(work.pair().key());
    Optional<Checkpoint> usable =
        known.filter(point -> Observed.recent(point.fullMillis(), pass.clock().millis()));
    if (usable.filter(point -> isCurrent(work, point)).isPresent()) {
      Listing.Complete whole = work.remote().recall(usable.get());
      if (whole.shownFrom() == 0) {
        return new RemoteLook(work, known, () -> whole, true);
      }
      // Whether the server shows its oldest messages is known once a mailbox is selected.
    }
    return new RemoteLook(work, known, work.remote().beginList(usable), false);
  }

  /** A folder that once refused changes is asked again whether it still does. */
  private static boolean isCurrent(FolderWork work, Checkpoint point) {
    return point.trusted()
        && !point.readOnly()
        && Observed.remoteSame(point, work.pair().remote().state());
  }

  /** Looks again, now. */
  static Listing.Complete again(FolderWork work, Listing.Complete before) throws SyncException {
    long now = work.pass().clock().millis();
    Optional<Checkpoint> base = checkpoint(before, Optional.empty(), now);
    return whole(work, work.remote().beginList(base).await());
  }

  /** Waits for the list; one that is not whole fails the folder (rule R1). */
  Listing.Complete await() throws SyncException {
    return whole(work, inquiry.await());
  }

  private static Listing.Complete whole(FolderWork work, Listing listing) throws SyncException {
    return switch (listing) {
      case Listing.Complete whole -> {
        Pass pass = work.pass();
        long there = whole.messages().size();
        pass.tell(new SyncEvent.ListLoaded(pass.account(), work.name(), work.remoteEnd(), there));
        yield whole;
      }
      case Listing.Partial(String reason) ->
          throw new SyncException.FolderFailure(
              "folder '" + work.name() + "' could not be listed in full: " + reason, null, true);
    };
  }

  /**
   * Remembers what was seen, before anything is done about it.
   *
   * @return what is known now; empty where the server has no mod-sequences
   */
  Optional<Checkpoint> remember(Listing.Complete seen) throws SyncException {
    if (recalled) {
      return known;
    }
    Optional<Checkpoint> point = checkpoint(seen, known, work.pass().clock().millis());
    AccountStatus status = work.pass().ends().status();
    if (point.isPresent() && !work.pass().settings().dryRun()) {
      status.saveCheckpoint(work.pair().key(), point.get());
    }
    return point;
  }

  /** What to remember of a list, after what was remembered before. */
  static Optional<Checkpoint> checkpoint(
      Listing.Complete seen, Optional<Checkpoint> before, long now) {
    if (seen.uidNext().isEmpty() || seen.highestModSeq().isEmpty()) {
      return Optional.empty();
    }
    Optional<Checkpoint> same =
        before.filter(point -> point.uidValidity().equals(seen.uidValidity()));
    long full = seen.full() ? now : same.map(Checkpoint::fullMillis).orElse(now);
    return Optional.of(
        new Checkpoint(
            seen.uidValidity(),
            seen.uidNext().getAsLong(),
            seen.highestModSeq().getAsLong(),
            seen.readOnly(),
            same.map(point -> trusts(point, seen)).orElse(true),
            full,
            seen.messages()));
  }

  /**
   * A mod-sequence that stood still while UIDNEXT moved says nothing, until it is seen to move
   * again.
   */
  private static boolean trusts(Checkpoint point, Listing.Complete seen) {
    boolean moved = seen.highestModSeq().getAsLong() > point.highestModSeq();
    boolean older = seen.uidNext().getAsLong() > point.uidNext();
    return moved || (point.trusted() && !older);
  }
}
