package org.offlineimap.repository.imap;

import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.imap.client.Delta;
import org.offlineimap.imap.client.FetchItem;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.client.Selected;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Listing;

/**
 * Lists one mailbox by the cheapest way that is safe: what changed by QRESYNC; or by CONDSTORE,
 * with a search for what is gone when the numbers differ; or everything. What does not add up is
 * listed in full (rule R1). Use once, from one thread at a time.
 */
final class FolderListing {
  private final Target target;
  private final Lane lane;
  private final Optional<Checkpoint> since;
  private @Nullable Question question;

  /** What was asked, and where its answer will be. */
  private sealed interface Question {
    /** The answer to SELECT tells all changes. */
    record Resync(Checkpoint base, Pending<Selected> selection) implements Question {}

    /** New messages and flags; what is gone shows in the count only. */
    record Since(Checkpoint base, Pending<Selected> selection, Pending<Delta> delta)
        implements Question {}

    /** Everything. */
    record All(Pending<Selected> selection, Pending<UidSet> listing, MessageList.Builder messages)
        implements Question {}
  }

  FolderListing(Target target, Lane lane, Optional<Checkpoint> since) {
    this.target = target;
    this.lane = lane;
    this.since = since.filter(point -> point.trusted() && point.highestModSeq() > 0);
  }

  /** Hands the question over. */
  boolean ask() throws ImapException, InterruptedException, SyncException {
    try {
      question = ask(since);
    } catch (ImapException.Disconnected e) {
      if (e.goodbye().isEmpty()) {
        throw e;
      }
      question = null; // Said to another folder's command: asked when it is awaited.
    }
    return true;
  }

  private Question ask(Optional<Checkpoint> base)
      throws ImapException, InterruptedException, SyncException {
    return lane.afterSelecting(
        target.mailbox(),
        base,
        (connection, selection, changesOnly) -> {
          if (base.isPresent() && changesOnly) {
            return new Question.Resync(base.get(), selection);
          }
          if (base.isPresent() && connection.capabilities().hasModSequences()) {
            long modSeq = base.get().highestModSeq();
            return new Question.Since(base.get(), selection, connection.fetchChanged(modSeq));
          }
          return everything(connection, selection);
        });
  }

  private static Question.All everything(ImapConnection connection, Pending<Selected> selection)
      throws ImapException, InterruptedException {
    MessageList.Builder messages = new MessageList.Builder();
    return new Question.All(
        selection,
        connection.fetchAll(EnumSet.of(FetchItem.FLAGS), fetch -> collect(messages, fetch)),
        messages);
  }

  private static void collect(MessageList.Builder messages, Untagged.Fetch fetch) {
    if (fetch.uid().isPresent() && fetch.flags().isPresent()) {
      messages.add(fetch.uid().getAsLong(), fetch.flags().get());
    }
  }

  /** Waits for the answer, and asks again where it is not enough. */
  Listing await() throws ImapException, InterruptedException, SyncException {
    try {
      return answer();
    } catch (ImapException.Disconnected e) {
      if (e.goodbye().isEmpty()) {
        throw e;
      }
      return afterGoodbye();
    }
  }

  /**
   * {@link Quirk#SELECT_ENDS_CONNECTION}: it may have been said to this folder's command or to one
   * before it. Said a second time, to nothing else, it is about this folder.
   */
  private Listing afterGoodbye() throws ImapException, InterruptedException, SyncException {
    try {
      return all();
    } catch (ImapException.Disconnected e) {
      lane.met(Quirk.SELECT_ENDS_CONNECTION);
      throw e.goodbye().isPresent() ? new ImapException.Dismissed(e.goodbye().get()) : e;
    }
  }

  private Listing answer() throws ImapException, InterruptedException, SyncException {
    Question asked = question == null ? ask(since) : question;
    return switch (asked) {
      case Question.All all -> all(all);
      case Question.Resync resync -> orElseAll(resynced(resync));
      case Question.Since changes -> orElseAll(changed(changes));
    };
  }

  private Listing orElseAll(Optional<Listing.Complete> found)
      throws ImapException, InterruptedException, SyncException {
    return found.isPresent() ? found.get() : all();
  }

  // ---- changes ----

  private Optional<Listing.Complete> resynced(Question.Resync asked)
      throws ImapException, InterruptedException {
    try {
      Selected selected = asked.selection().await();
      Reconciliation sum = reconciliation(asked.base(), selected, selected.delta());
      return consistent(sum) ? sum.listing(selected.exists()) : Optional.empty();
    } catch (ImapException.Rejected | ImapException.Overtaken e) {
      // Offered, and not understood: a full listing needs no QRESYNC.
      return Optional.empty();
    }
  }

  private Optional<Listing.Complete> changed(Question.Since asked)
      throws ImapException, InterruptedException, SyncException {
    Selected selected;
    try {
      selected = asked.selection().await();
    } catch (ImapException.Overtaken e) {
      return Optional.empty();
    }
    Delta delta;
    try {
      delta = asked.delta().await();
    } catch (ImapException.Refused | ImapException.Rejected | ImapException.Overtaken e) {
      // Some servers answer so in an empty mailbox, some to any CHANGEDSINCE.
      return Optional.empty();
    }
    Reconciliation sum = reconciliation(asked.base(), selected, delta);
    if (!consistent(sum)) {
      return Optional.empty();
    }
    Optional<Listing.Complete> plain = sum.listing(selected.exists());
    if (plain.isPresent()) {
      return plain;
    }
    Optional<UidSet> now = search(selected);
    return now.isPresent() ? sum.without(now.get(), selected.exists()) : Optional.empty();
  }

  private boolean consistent(Reconciliation sum) {
    if (sum.standsStill()) {
      lane.met(Quirk.MODSEQ_STANDS_STILL);
    }
    return sum.isConsistent();
  }

  private Reconciliation reconciliation(Checkpoint base, Selected selected, Delta delta) {
    return new Reconciliation(base, selected, delta, refusesChanges(selected));
  }

  /** What there is now; empty where the server does not tell: {@link Quirk#SEARCH_REFUSED}. */
  private Optional<UidSet> search(Selected selected)
      throws ImapException, InterruptedException, SyncException {
    try {
      return Optional.of(
          lane.in(target.mailbox(), selected.uidValidity(), (c, _) -> c.search("ALL").await())
              .orElseThrow(
                  () -> new ImapException.Malformed("UIDVALIDITY changed meanwhile", null)));
    } catch (ImapException.Refused | ImapException.Rejected e) {
      lane.met(Quirk.SEARCH_REFUSED);
      return Optional.empty();
    }
  }

  // ---- everything ----

  /** Holds the lane until all has come, so that no other mailbox is selected meanwhile. */
  private Listing all() throws ImapException, InterruptedException, SyncException {
    return lane.afterSelecting(
        target.mailbox(),
        Optional.empty(),
        (connection, selection, _) -> judged(everything(connection, selection)));
  }

  /**
   * A message that goes away while it is being listed makes the numbers differ; so a second look.
   */
  private Listing all(Question.All first)
      throws ImapException, InterruptedException, SyncException {
    Listing listing;
    try {
      listing = judged(first);
    } catch (ImapException.Rejected | ImapException.Overtaken e) {
      // Sent behind a SELECT that the server put off, or cut short with another one behind it.
      listing = new Listing.Partial(String.valueOf(e.getMessage()));
    }
    if (listing instanceof Listing.Complete) {
      return listing;
    }
    Listing second = all();
    if (second instanceof Listing.Complete) {
      lane.met(Quirk.LISTING_LAGS);
    }
    return second;
  }

  private Listing judged(Question.All asked) throws ImapException, InterruptedException {
    Selected selected = asked.selection().await();
    awaitListing(asked.listing(), selected);
    MessageList messages = asked.messages().build();
    if (selected.uidNext().isEmpty()) {
      lane.met(Quirk.UIDNEXT_UNTOLD);
    }
    if (messages.size() < selected.exists()) {
      return new Listing.Partial(
          "the server listed %d of %d messages".formatted(messages.size(), selected.exists()));
    }
    return new Listing.Complete(
        selected.uidValidity(),
        selected.uidNext(),
        selected.highestModSeq(),
        messages,
        refusesChanges(selected),
        true);
  }

  /** EXAMINE is our own will and proves nothing about the server's. */
  private boolean refusesChanges(Selected selected) {
    return selected.readOnly() && !target.settings().readOnly();
  }

  /** An empty mailbox has no message 1, and some servers call that an error. */
  private static void awaitListing(Pending<UidSet> listing, Selected selected)
      throws ImapException, InterruptedException {
    try {
      listing.await();
    } catch (ImapException.Refused | ImapException.Rejected e) {
      if (selected.exists() > 0) {
        throw e;
      }
    }
  }
}
