package org.offlineimap.repository.imap;

import java.util.Optional;
import org.offlineimap.imap.client.Delta;
import org.offlineimap.imap.client.Selected;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Listing;

/**
 * Whether known - vanished + new = EXISTS, so that a list of changes proves as much as a full one
 * (rule R1). Immutable.
 *
 * @param refusesChanges the server does, for the listing
 */
record Reconciliation(Checkpoint base, Selected selected, Delta delta, boolean refusesChanges) {
  /** Nothing went backwards, nothing stood still that should have moved. */
  boolean isConsistent() {
    if (!delta.clear()
        || !selected.uidValidity().equals(base.uidValidity())
        || selected.uidNext().isEmpty()
        || selected.highestModSeq().isEmpty()) {
      return false;
    }
    long uidNext = selected.uidNext().getAsLong();
    long modSeq = selected.highestModSeq().getAsLong();
    return uidNext >= base.uidNext()
        && modSeq >= base.highestModSeq()
        && !standsStill()
        && newOnesAreNew();
  }

  /** Mail came, and HIGHESTMODSEQ did not notice. */
  boolean standsStill() {
    return selected.uidNext().orElse(0) > base.uidNext()
        && selected.highestModSeq().orElse(-1) == base.highestModSeq();
  }

  /** A message that was not known and is older than the earlier listing: something is wrong. */
  private boolean newOnesAreNew() {
    MessageList changed = delta.changed();
    for (int i = 0; i < changed.size(); i++) {
      long uid = changed.uid(i);
      if (uid < base.uidNext() && !base.messages().contains(uid)) {
        return false;
      }
    }
    return true;
  }

  Optional<Listing.Complete> listing(long exists) {
    MessageList messages = present(delta.vanished());
    return messages.size() == exists ? Optional.of(complete(messages)) : Optional.empty();
  }

  /** With {@code found} for all there is now. */
  Optional<Listing.Complete> without(UidSet found, long exists) {
    UidSet now = found.filter(this::isBeforeSelect);
    MessageList messages = present(UidSet.empty()).filter(now::contains);
    return messages.size() == exists && now.size() == exists
        ? Optional.of(complete(messages))
        : Optional.empty();
  }

  /** What arrived after SELECT comes with the next delta. */
  private MessageList present(UidSet gone) {
    return base.messages().updated(delta.changed(), gone).filter(this::isBeforeSelect);
  }

  private boolean isBeforeSelect(long uid) {
    return uid < selected.uidNext().orElse(Long.MAX_VALUE);
  }

  private Listing.Complete complete(MessageList messages) {
    return new Listing.Complete(
        selected.uidValidity(),
        selected.uidNext(),
        selected.highestModSeq(),
        messages,
        refusesChanges,
        false);
  }
}
