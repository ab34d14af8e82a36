package org.offlineimap.sync;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.repository.RemoteFolder.Inquiry;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.repository.RemoteRepository.FolderState;

/**
 * What a pass has made of a folder on the server: a look at what changed since the plan's listing
 * tells whether anybody else has changed it too. Whoever watches the server hears our own changes
 * as well, and must not take them for news. Without mod-sequences nothing is known. One thread.
 */
final class OwnChanges {
  private final FolderWork work;
  private final Observed observed;
  private final boolean any;
  private @Nullable Inquiry asked;

  /** {@code any} tells whether the pass changed anything there. */
  OwnChanges(FolderWork work, Observed observed, boolean any) {
    this.work = work;
    this.observed = observed;
    this.any = any;
  }

  FolderName folder() {
    return work.name();
  }

  /** Asks what changed, if we changed anything, without waiting. */
  void ask() {
    if (any && isCertain()) {
      try {
        asked = work.remote().beginList(observed.point());
      } catch (SyncException e) {
        unknown(e);
      }
    }
  }

  /** What the server says now; empty where others may have changed something. */
  Optional<FolderState> left() {
    Inquiry asking = asked;
    if (asking == null) {
      return any || !isCertain() ? Optional.empty() : Optional.of(state(observed.remote()));
    }
    try {
      return asking.await() instanceof Listing.Complete now && isOurs(now)
          ? Optional.of(state(now))
          : Optional.empty();
    } catch (SyncException e) {
      unknown(e);
      return Optional.empty();
    }
  }

  /** The pass is done; all that follows is that a push may start one that finds nothing. */
  private void unknown(SyncException e) {
    work.pass()
        .tell(
            new SyncEvent.Debug(
                work.pass().account(), Optional.of(folder()), "imap", "left unknown: " + e.text()));
  }

  private boolean isCertain() {
    return observed.point().filter(Checkpoint::trusted).isPresent();
  }

  /** Each message is as it was listed, or as the status now knows it; and so is each absence. */
  private boolean isOurs(Listing.Complete now) throws SyncException {
    Listing.Complete before = observed.remote();
    MessageList rows = Lists.rows(work);
    MessageList there = now.messages();
    if (!now.uidValidity().equals(before.uidValidity())) {
      return false;
    }
    for (int i = 0; i < there.size(); i++) {
      if (!isSame(there, i, before.messages()) && !isSame(there, i, rows)) {
        return false;
      }
    }
    return before.messages().uids().minus(there.uids()).filter(rows::contains).isEmpty();
  }

  private static boolean isSame(MessageList list, int index, MessageList other) {
    int place = other.indexOf(list.uid(index));
    return place >= 0 && other.flags(place).equals(list.flags(index));
  }

  private static FolderState state(Listing.Complete listing) {
    return new FolderState(
        OptionalLong.of(listing.uidValidity().value()),
        listing.uidNext(),
        OptionalLong.of(listing.messages().size()),
        listing.highestModSeq());
  }
}
