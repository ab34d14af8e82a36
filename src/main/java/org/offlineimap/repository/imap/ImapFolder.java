package org.offlineimap.repository.imap;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.EventSink;
import org.offlineimap.imap.client.Copying;
import org.offlineimap.imap.client.FetchItem;
import org.offlineimap.imap.client.FetchedBodies;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ImapException;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.client.Selected;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;
import org.offlineimap.repository.RemoteFolder;

/** A mailbox as the remote folder. One thread at a time; several folders may share a lane. */
final class ImapFolder implements RemoteFolder {
  private final Target target;
  private final Lanes lanes;
  private final Lane lane;
  private final Workplace work;
  private final Places places;
  private @Nullable Lane reader;

  ImapFolder(Target target, Lanes lanes, Failures failures, EventSink events) {
    this.target = target;
    this.lanes = lanes;
    this.lane = lanes.main();
    this.work = new Workplace(target, lane, failures, events);
    this.places = new Places(work, this::facts);
  }

  @Override
  public FolderName name() {
    return target.folder();
  }

  // ---- listing ----

  @Override
  public Inquiry beginList(Optional<Checkpoint> since) throws SyncException {
    FolderListing listing = new FolderListing(target, lane, since);
    work.guarded("listing the messages", listing::ask);
    return () -> {
      Listing found = seenThroughWindow(work.guarded("listing the messages", listing::await));
      if (found instanceof Listing.Complete whole) {
        work.listed(whole.uidValidity());
        places.after(whole.uidNext());
      }
      return found;
    };
  }

  @Override
  public Listing.Complete recall(Checkpoint unchanged) {
    work.listed(unchanged.uidValidity());
    places.after(OptionalLong.of(unchanged.uidNext()));
    Listing.Complete known =
        new Listing.Complete(
            unchanged.uidValidity(),
            OptionalLong.of(unchanged.uidNext()),
            OptionalLong.of(unchanged.highestModSeq()),
            unchanged.messages(),
            unchanged.readOnly(),
            false);
    return lane.showsWindow(known.messages().size()) ? known.windowed() : known;
  }

  /** {@link Quirk#NEWEST_ONLY}. */
  private Listing seenThroughWindow(Listing found) {
    return found instanceof Listing.Complete whole && lane.showsWindow(whole.messages().size())
        ? whole.windowed()
        : found;
  }

  // ---- reading ----

  @Override
  public Fetch fetch(UidSet uids, BodySink sink) throws SyncException {
    UidValidity expected = work.known("fetching");
    Map<Uid, Traits> traits = new ConcurrentHashMap<>();
    Lane over = work.guarded("fetching", this::readingLane);
    Lane.Read<Pending<FetchedBodies>> read =
        work.guarded(
            "fetching",
            () -> {
              lanes.asking(over, uids.size());
              Lane.Read<Pending<FetchedBodies>> asked =
                  over.reading(
                      target.mailbox(),
                      c ->
                          c.fetchBodies(
                              uids,
                              sink,
                              MessageTraits.asked(c),
                              fetch -> MessageTraits.note(traits, fetch)));
              lanes.sent(over);
              return asked;
            });
    return () -> {
      lanes.answered(over, uids.size());
      return work.guarded(
          "fetching",
          () -> {
            if (!read.selection().await().uidValidity().equals(expected)) {
              throw work.changed("fetching");
            }
            return MessageTraits.outcome(read.asked().await(), traits);
          });
    };
  }

  /** The one that it was read over before, unless that was lost. */
  private Lane readingLane() throws InterruptedException {
    Lane known = reader;
    if (known == null || (known != lane && known.isLost())) {
      known = lanes.forReading();
      reader = known;
    }
    return known;
  }

  @Override
  public UidSet search(Criterion wanted, UidSet among) throws SyncException {
    return new Search(wanted, among, this::facts, lane::met).among(search(Search.criteria(wanted)));
  }

  /** Empty where the server does not search: {@link Quirk#SEARCH_REFUSED}. */
  private Optional<UidSet> search(String criteria) throws SyncException {
    Pending<UidSet> answer = work.inMailbox("searching", c -> c.search(criteria));
    return work.guarded(
        "searching",
        () -> {
          try {
            return Optional.of(answer.await());
          } catch (ImapException.Refused | ImapException.Rejected e) {
            lane.met(Quirk.SEARCH_REFUSED);
            return Optional.empty();
          }
        });
  }

  @Override
  public void facts(UidSet uids, Consumer<Facts> each) throws SyncException {
    List<Facts> found = java.util.Collections.synchronizedList(new ArrayList<>());
    Pending<UidSet> answer =
        work.inMailbox(
            "asking for sizes", c -> c.fetch(uids, sizeAndTraits(c), fetch -> note(found, fetch)));
    work.guarded("asking for sizes", answer::await);
    found.forEach(each);
  }

  @Override
  public Telling beginFacts(UidSet uids, Consumer<Facts> each) throws SyncException {
    String what = "asking for sizes";
    UidValidity expected = work.known(what);
    List<Facts> found = java.util.Collections.synchronizedList(new ArrayList<>());
    Lane.Read<Pending<UidSet>> read =
        work.guarded(
            what,
            () ->
                lane.reading(
                    target.mailbox(),
                    c -> c.fetch(uids, sizeAndTraits(c), fetch -> note(found, fetch))));
    return () -> {
      work.guarded(
          what,
          () -> {
            if (!read.selection().await().uidValidity().equals(expected)) {
              throw work.changed(what);
            }
            return read.asked().await();
          });
      found.forEach(each);
    };
  }

  private static Set<FetchItem> sizeAndTraits(ImapConnection connection) {
    Set<FetchItem> items = MessageTraits.asked(connection);
    items.add(FetchItem.SIZE);
    return items;
  }

  private static void note(List<Facts> found, Untagged.Fetch fetch) {
    if (fetch.uid().isPresent() && fetch.size().isPresent()) {
      found.add(
          new Facts(
              new Uid(fetch.uid().getAsLong()), fetch.size().getAsLong(), MessageTraits.of(fetch)));
    }
  }

  @Override
  public Map<Uid, byte[]> headers(UidSet uids) throws SyncException {
    Pending<Map<Uid, byte[]>> answer = work.inMailbox("reading headers", c -> c.fetchHeaders(uids));
    return work.guarded("reading headers", answer::await);
  }

  // ---- changing ----

  @Override
  public Appending beginAppend(List<NewMessage> messages) throws SyncException {
    OptionalLong validity = OptionalLong.of(work.known("uploading").value());
    Uploads sent =
        work.guarded("uploading", () -> Uploads.send(lane, target.mailbox(), messages, validity));
    return () -> places.believed(work.guarded("uploading", sent::await));
  }

  @Override
  public boolean storesNul() throws SyncException {
    return work.guarded("uploading", () -> lane.run(c -> c.capabilities().has("BINARY")));
  }

  @Override
  public FlagChanging beginFlagChanges(List<FlagChange> changes) throws SyncException {
    Selected mailbox = work.inMailbox("changing flags", (_, selected) -> selected);
    List<FlagChange> kept =
        changes.stream().filter(change -> keeps(mailbox, change.flags())).toList();
    List<FlagChange> others = changes.stream().filter(change -> !kept.contains(change)).toList();
    if (kept.isEmpty()) {
      return () -> new FlagOutcome(UidSet.empty(), others);
    }
    List<Pending<Void>> answers =
        work.inMailbox("changing flags", connection -> handOver(connection, kept));
    return () -> {
      UidSet done = UidSet.empty();
      for (int i = 0; i < kept.size(); i++) {
        if (work.succeeds("changing flags", answers.get(i))) {
          done = done.union(kept.get(i).uids());
        }
      }
      return new FlagOutcome(done, others);
    };
  }

  private static boolean keeps(Selected mailbox, FlagSet flags) {
    FlagSet strange = flags.minus(mailbox.permanentFlags());
    return strange.system().isEmpty() && (strange.isEmpty() || mailbox.newKeywords());
  }

  private static List<Pending<Void>> handOver(ImapConnection connection, List<FlagChange> changes)
      throws ImapException, InterruptedException {
    List<Pending<Void>> answers = new ArrayList<>();
    for (FlagChange change : changes) {
      answers.add(connection.store(change.uids(), change.add(), change.flags()));
    }
    return answers;
  }

  @Override
  public Deleting beginDelete(UidSet uids, UidSet marked, boolean expunge) throws SyncException {
    return new Deletion(work, uids, marked).begin(expunge);
  }

  @Override
  public boolean movesAtOnce() throws SyncException {
    return work.guarded("moving", () -> lane.run(c -> c.capabilities().has("MOVE")));
  }

  @Override
  public Transferring beginTransfer(UidSet uids, RemoteFolder folder, boolean move)
      throws SyncException {
    if (!(folder instanceof ImapFolder there)) {
      throw new FolderFailure("only a folder of the same server can be moved to", null, false);
    }
    String what = move ? "moving" : "copying";
    UidValidity expected = there.work.known(what);
    List<Copying> answers =
        work.inMailbox(what, c -> c.transfer(uids, there.target.mailbox(), move));
    return () -> {
      Transfers sum = new Transfers(expected);
      for (Copying answer : answers) {
        work.guarded(what, () -> sum.add(answer));
      }
      return sum.outcome();
    };
  }

  // ---- labels ----

  @Override
  public Optional<Labelling> labelling() throws SyncException {
    boolean told =
        work.guarded("asking for labels", () -> lane.run(c -> c.capabilities().has("X-GM-EXT-1")));
    return told ? Optional.of(new GmailLabels(work)) : Optional.empty();
  }

  /** An instant as the wire wants it: in this machine's zone, as the original sends it. */
  static Optional<java.time.OffsetDateTime> zoned(Optional<Instant> date) {
    return date.map(at -> at.atZone(ZoneId.systemDefault()).toOffsetDateTime());
  }
}
