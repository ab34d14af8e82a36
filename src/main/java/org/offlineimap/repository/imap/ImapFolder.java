package org.offlineimap.repository.imap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.offlineimap.event.EventSink;
import org.offlineimap.event.SyncEvent;
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
import org.offlineimap.mail.LabelChange;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;
import org.offlineimap.repository.RemoteFolder;

/** A mailbox as the remote folder. One thread at a time; several folders may share a lane. */
final class ImapFolder implements RemoteFolder {
  /** RFC 9051 9, {@code date-text}. */
  private static final DateTimeFormatter SEARCH_DATE =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ROOT);

  private final Target target;
  private final Lanes lanes;
  private final Lane lane;
  private final Failures failures;
  private final EventSink events;
  private @Nullable UidValidity listed;
  private @Nullable Lane reader;

  ImapFolder(Target target, Lanes lanes, Failures failures, EventSink events) {
    this.target = target;
    this.lanes = lanes;
    this.lane = lanes.main();
    this.failures = failures;
    this.events = events;
  }

  @Override
  public FolderName name() {
    return target.folder();
  }

  // ---- listing ----

  @Override
  public Inquiry beginList(Optional<Checkpoint> since) throws SyncException {
    FolderListing listing = new FolderListing(target, lane, since);
    guarded("listing the messages", listing::ask);
    return () -> {
      Listing found = seenThroughWindow(guarded("listing the messages", listing::await));
      if (found instanceof Listing.Complete whole) {
        listed = whole.uidValidity();
      }
      return found;
    };
  }

  @Override
  public Listing.Complete recall(Checkpoint unchanged) {
    listed = unchanged.uidValidity();
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
    UidValidity expected = known("fetching");
    Map<Uid, Traits> traits = new ConcurrentHashMap<>();
    Lane over = guarded("fetching", this::readingLane);
    Lane.Read<Pending<FetchedBodies>> read =
        guarded(
            "fetching",
            () -> {
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
    over.expect(uids.size());
    return () -> {
      over.expect(-uids.size());
      return guarded(
          "fetching",
          () -> {
            if (!read.selection().await().uidValidity().equals(expected)) {
              throw changed("fetching");
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
  public UidSet search(Criterion wanted) throws SyncException {
    String criteria =
        switch (wanted) {
          case Criterion.Since(LocalDate day) -> "SINCE " + SEARCH_DATE.format(day);
          case Criterion.Smaller(long octets) -> "SMALLER " + octets;
        };
    Pending<UidSet> answer = inMailbox("searching", c -> c.search(criteria));
    return guarded("searching", answer::await);
  }

  @Override
  public void facts(UidSet uids, Consumer<Facts> each) throws SyncException {
    List<Facts> found = java.util.Collections.synchronizedList(new ArrayList<>());
    Pending<UidSet> answer =
        inMailbox(
            "asking for sizes", c -> c.fetch(uids, sizeAndTraits(c), fetch -> note(found, fetch)));
    guarded("asking for sizes", answer::await);
    found.forEach(each);
  }

  @Override
  public Telling beginFacts(UidSet uids, Consumer<Facts> each) throws SyncException {
    String what = "asking for sizes";
    UidValidity expected = known(what);
    List<Facts> found = java.util.Collections.synchronizedList(new ArrayList<>());
    Lane.Read<Pending<UidSet>> read =
        guarded(
            what,
            () ->
                lane.reading(
                    target.mailbox(),
                    c -> c.fetch(uids, sizeAndTraits(c), fetch -> note(found, fetch))));
    return () -> {
      guarded(
          what,
          () -> {
            if (!read.selection().await().uidValidity().equals(expected)) {
              throw changed(what);
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
    Pending<Map<Uid, byte[]>> answer = inMailbox("reading headers", c -> c.fetchHeaders(uids));
    return guarded("reading headers", answer::await);
  }

  // ---- changing ----

  @Override
  public Appending beginAppend(List<NewMessage> messages) throws SyncException {
    OptionalLong validity = OptionalLong.of(known("uploading").value());
    Uploads sent =
        guarded("uploading", () -> Uploads.send(lane, target.mailbox(), messages, validity));
    return () -> guarded("uploading", sent::await);
  }

  @Override
  public boolean storesNul() throws SyncException {
    return guarded("uploading", () -> lane.run(c -> c.capabilities().has("BINARY")));
  }

  @Override
  public FlagChanging beginFlagChanges(List<FlagChange> changes) throws SyncException {
    Selected mailbox = inMailbox("changing flags", (_, selected) -> selected);
    List<FlagChange> kept =
        changes.stream().filter(change -> keeps(mailbox, change.flags())).toList();
    List<FlagChange> others = changes.stream().filter(change -> !kept.contains(change)).toList();
    if (kept.isEmpty()) {
      return () -> new FlagOutcome(UidSet.empty(), others);
    }
    List<Pending<Void>> answers =
        inMailbox("changing flags", connection -> handOver(connection, kept));
    return () -> {
      UidSet done = UidSet.empty();
      for (int i = 0; i < kept.size(); i++) {
        if (succeeds("changing flags", answers.get(i))) {
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
    if (target.trash().isPresent()) {
      Removal moved = moveToTrash(uids, target.trash().get());
      return () -> moved;
    }
    boolean exactly = expunge && inMailbox("deleting", c -> c.capabilities().has("UIDPLUS"));
    UidSet unmarked = uids.minus(marked);
    Marking sent =
        inMailbox(
            "deleting",
            connection ->
                new Marking(
                    unmarked.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                            connection.store(unmarked, true, FlagSet.of(SystemFlag.DELETED))),
                    exactly ? Optional.of(connection.uidExpunge(uids)) : Optional.empty(),
                    expunge && !exactly
                        ? Optional.of(connection.search("DELETED"))
                        : Optional.empty()));
    if (sent.search.isPresent()) {
      // What is marked meanwhile would be expunged too: no other folder's work comes in between.
      Removal removed = removal(uids, marked, sent);
      return () -> removed;
    }
    return () -> removal(uids, marked, sent);
  }

  private Removal removal(UidSet uids, UidSet marked, Marking sent) throws SyncException {
    if (sent.store.isPresent() && !succeeds("deleting", sent.store.get())) {
      return new Removal(UidSet.empty(), marked);
    }
    boolean gone =
        sent.expunge.isPresent()
            ? succeeds("deleting", sent.expunge.get()) && expungedLate(uids)
            : sent.search.isPresent() && expungeAlone(uids, sent.search.get());
    return gone ? new Removal(uids, UidSet.empty()) : new Removal(UidSet.empty(), uids);
  }

  /** What was marked in a second command only, the EXPUNGE behind the first one left. */
  private boolean expungedLate(UidSet uids) throws SyncException {
    boolean late = guarded("deleting", () -> lane.run(ImapConnection::hasCutCommands));
    return !late || succeeds("deleting", inMailbox("deleting", c -> c.uidExpunge(uids)));
  }

  /** Out of every label, whatever {@code expunge} says: what is in the trash can be taken back. */
  private Removal moveToTrash(UidSet uids, FolderName trash) throws SyncException {
    if (!movesAtOnce()) {
      throw new FolderFailure(
          "%s: folder '%s': gmail_delete = trash needs a server with MOVE; nothing was deleted"
              .formatted(target.settings().name(), target.folder()),
          null,
          false);
    }
    String what = "moving to '" + trash + "'";
    UidSet moved = UidSet.empty();
    for (Copying part : inMailbox(what, c -> c.transfer(uids, trash, true))) {
      if (succeeds(what, part.places())) {
        moved = moved.union(part.uids());
      }
    }
    return new Removal(moved, UidSet.empty());
  }

  /** What was sent in one go. */
  private record Marking(
      Optional<Pending<Void>> store,
      Optional<Pending<Void>> expunge,
      Optional<Pending<UidSet>> search) {}

  /** Without UIDPLUS: EXPUNGE takes what others marked too, so only when there is no such thing. */
  private boolean expungeAlone(UidSet uids, Pending<UidSet> marked) throws SyncException {
    UidSet others = guarded("deleting", marked::await).minus(uids);
    return others.isEmpty() && succeeds("deleting", inMailbox("deleting", ImapConnection::expunge));
  }

  @Override
  public boolean movesAtOnce() throws SyncException {
    return guarded("moving", () -> lane.run(c -> c.capabilities().has("MOVE")));
  }

  @Override
  public Transferring beginTransfer(UidSet uids, RemoteFolder folder, boolean move)
      throws SyncException {
    if (!(folder instanceof ImapFolder there)) {
      throw new FolderFailure("only a folder of the same server can be moved to", null, false);
    }
    String what = move ? "moving" : "copying";
    UidValidity expected = there.known(what);
    List<Copying> answers = inMailbox(what, c -> c.transfer(uids, there.target.mailbox(), move));
    return () -> {
      Transfers sum = new Transfers(expected);
      for (Copying answer : answers) {
        guarded(what, () -> sum.add(answer));
      }
      return sum.outcome();
    };
  }

  // ---- labels ----

  @Override
  public Optional<Labelling> labelling() throws SyncException {
    boolean told =
        guarded("asking for labels", () -> lane.run(c -> c.capabilities().has("X-GM-EXT-1")));
    return told ? Optional.of(new GmailLabels()) : Optional.empty();
  }

  private final class GmailLabels implements Labelling {
    @Override
    public Map<Uid, Set<String>> read(UidSet uids) throws SyncException {
      String what = "asking for labels";
      Map<Uid, Set<String>> found = new ConcurrentHashMap<>();
      Set<FetchItem> items = EnumSet.of(FetchItem.GMAIL_LABELS);
      Pending<UidSet> answer =
          inMailbox(what, c -> c.fetch(uids, items, fetch -> noteLabels(found, fetch)));
      guarded(what, answer::await);
      return found;
    }

    private static void noteLabels(Map<Uid, Set<String>> found, Untagged.Fetch fetch) {
      if (fetch.uid().isPresent() && fetch.labels().isPresent()) {
        found.put(new Uid(fetch.uid().getAsLong()), fetch.labels().get());
      }
    }

    @Override
    public List<Boolean> change(List<LabelChange> changes) throws SyncException {
      String what = "changing labels";
      List<Pending<Void>> answers =
          inMailbox(
              what,
              c -> {
                List<Pending<Void>> sent = new ArrayList<>();
                for (LabelChange change : changes) {
                  sent.add(c.storeLabel(change.uids(), change.add(), change.label()));
                }
                return sent;
              });
      List<Boolean> done = new ArrayList<>();
      for (Pending<Void> answer : answers) {
        done.add(succeeds(what, answer));
      }
      return done;
    }
  }

  // ---- common ----

  /** Whether the server said OK; its NO is a warning that names the folder. */
  private boolean succeeds(String what, Pending<?> answer) throws SyncException {
    return guarded(
        what,
        () -> {
          try {
            answer.await();
            return true;
          } catch (ImapException.Refused | ImapException.Rejected | ImapException.Overtaken e) {
            warn(what + ": " + e.getMessage());
            return false;
          }
        });
  }

  private void warn(String text) {
    events.accept(
        new SyncEvent.Warning(
            target.settings().account(),
            Optional.of(target.folder()),
            "%s: folder '%s': %s".formatted(target.settings().name(), target.folder(), text)));
  }

  private UidValidity known(String what) throws FolderFailure {
    if (listed == null) {
      throw new FolderFailure(what + " needs a listing first", null, false);
    }
    return listed;
  }

  private <T> T inMailbox(String what, Lane.Work<T> work) throws SyncException {
    return inMailbox(what, (connection, _) -> work.with(connection));
  }

  private <T> T inMailbox(String what, Lane.MailboxWork<T> work) throws SyncException {
    UidValidity expected = known(what);
    return guarded(what, () -> lane.in(target.mailbox(), expected, work))
        .orElseThrow(() -> changed(what));
  }

  private FolderFailure changed(String what) {
    return new FolderFailure(
        "%s: folder '%s': its UIDVALIDITY changed while %s; nothing was done"
            .formatted(target.settings().name(), target.folder(), what),
        null,
        true);
  }

  @FunctionalInterface
  private interface Step<T> {
    T run() throws ImapException, InterruptedException, SyncException;
  }

  private <T> T guarded(String what, Step<T> step) throws SyncException {
    try {
      return step.run();
    } catch (ImapException e) {
      throw failures.ofFolder(target.folder(), what, e);
    } catch (InterruptedException e) {
      throw failures.interrupted(e);
    }
  }

  /** An instant as the wire wants it: in this machine's zone, as the original sends it. */
  static Optional<java.time.OffsetDateTime> zoned(Optional<Instant> date) {
    return date.map(at -> at.atZone(ZoneId.systemDefault()).toOffsetDateTime());
  }
}
