package org.offlineimap.sync;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Traits;
import org.offlineimap.status.MessageNote;
import org.offlineimap.status.UploadIntent;

/**
 * Copies one folder's messages from the server to disk, in groups that {@link DownloadPipe} keeps
 * on the wire. A group's rows follow its files (rule R4).
 */
final class Downloads {
  private final FolderWork work;
  private final RemoteFolder.Listing.Complete listing;
  private final MessageList listed;
  private final Arrivals.Count count;
  private final UidSet wanted;
  private UidSet settled = UidSet.empty();
  private Optional<LabelSync> labelling = Optional.empty();
  private long kept;
  private boolean unseen;
  private UidSet unanswered = UidSet.empty();

  /** One group between its request and its rows. */
  record Group(UidSet uids, Arriving arriving, EmptyBodies empties, RemoteFolder.Fetch fetch) {
    long size() {
      return uids.size();
    }

    LocalFolder.Delivery delivery() {
      return arriving.delivery();
    }
  }

  /** What arrives, how far it has come, and the dates and labels of it where they are wanted. */
  record Arriving(
      LocalFolder.Delivery delivery,
      Transit transit,
      Map<Uid, Instant> dates,
      Map<Uid, SortedSet<String>> labels) {}

  Downloads(FolderWork work, RemoteFolder.Listing.Complete listing, UidSet uids) {
    this.work = work;
    this.listing = listing;
    this.listed = listing.messages();
    this.wanted = uids;
    this.count = new Arrivals.Count(new AtomicLong(), uids.size());
  }

  /** What has neither arrived nor failed yet. */
  UidSet open() {
    return wanted.minus(settled);
  }

  /** Leaves out a message under which connections were lost again and again. */
  void giveUp(Uid uid, int attempts, String reason) {
    settled = settled.union(UidSet.of(uid.value()));
    String times = attempts == 1 ? "once" : attempts + " times";
    work.pass()
        .messageFailed(
            work.name(),
            failure(uid, "the connection was lost " + times + " while it was fetched: " + reason));
  }

  /** Whether a message without {@code \Seen} was among what arrived. */
  boolean broughtUnseen() {
    return unseen;
  }

  /** Asks for messages, without waiting. */
  Group start(UidSet uids) throws SyncException {
    Map<Uid, LocalFolder.Incoming> incoming = new HashMap<>();
    Map<Uid, Instant> dates = dates(uids);
    Map<Uid, SortedSet<String>> labels = labels(uids);
    for (Uid uid : uids) {
      Optional<LocalFolder.LabelField> field =
          labelling.flatMap(all -> Optional.ofNullable(labels.get(uid)).map(own -> all.field(own)));
      incoming.put(
          uid, new LocalFolder.Incoming(arriving(uid), Optional.ofNullable(dates.get(uid)), field));
    }
    LocalFolder.Delivery delivery = work.local().deliver(incoming);
    delivery.filter(work::outgoing);
    boolean started = false;
    try {
      Transit transit = new Transit(work);
      EmptyBodies sink = new EmptyBodies(new Arrivals(work, transit.counting(delivery), count));
      Arriving arriving = new Arriving(delivery, transit, dates, labels);
      Group group = new Group(uids, arriving, sink, work.remote().fetch(uids, sink));
      started = true;
      return group;
    } finally {
      if (!started) {
        delivery.close();
      }
    }
  }

  /** Costs a turnaround a group, so only where they are wanted. */
  private Map<Uid, Instant> dates(UidSet uids) throws SyncException {
    Map<Uid, Instant> dates = new HashMap<>();
    if (work.local().wantsInternalDates()) {
      work.remote()
          .facts(uids, told -> told.internalDate().ifPresent(at -> dates.put(told.uid(), at)));
    }
    return dates;
  }

  private Map<Uid, SortedSet<String>> labels(UidSet uids) throws SyncException {
    labelling = LabelSync.of(work);
    return labelling.isPresent() ? labelling.get().arriving(uids) : Map.of();
  }

  /** A server takes keywords without letters too. */
  private FlagSet arriving(Uid uid) {
    return work.local().numbered().isPresent() ? listed(uid) : flags(uid);
  }

  /** A server may drop keywords: those of a new message are recorded once it lists them. */
  private FlagSet recorded(Uid uid) {
    return work.local().numbered().isPresent()
        ? FlagSet.of(listed(uid).system().toArray(new SystemFlag[0]))
        : flags(uid);
  }

  private FlagSet flags(Uid uid) {
    return work.pass().settings().letters().restrict(listed(uid));
  }

  private FlagSet listed(Uid uid) {
    return listed.flags(listed.indexOf(uid.value()));
  }

  /**
   * Ends a group; single failures are reported. What arrived before a lost connection, or before
   * the server had enough of us, is kept; of a folder that turns out to be another one, nothing is.
   *
   * @return the octets kept
   */
  long finish(Group group) throws SyncException {
    long before = kept;
    try (LocalFolder.Delivery _ = group.delivery()) {
      RemoteFolder.FetchOutcome outcome;
      try {
        outcome = group.fetch().await();
      } catch (SyncException.RepositoryFailure | SyncException.AccountFailure e) {
        keep(group.arriving(), Map.of());
        throw e;
      }
      UidSet again = outcome.refused().size() > 1 ? uids(outcome.refused()) : UidSet.empty();
      try {
        if (again.isEmpty()) {
          outcome.refused().forEach(this::refused);
        }
        settle(outcome.missing(), group.empties());
        settled = settled.union(group.uids().minus(again));
      } finally {
        keep(group.arriving(), outcome.traits());
      }
      singly(again);
    }
    return kept - before;
  }

  /** A NO ends a whole FETCH: who asks again for one at a time knows which message it is about. */
  private void singly(UidSet uids) throws SyncException {
    Deque<Group> groups = new ArrayDeque<>();
    try {
      for (Uid uid : uids) {
        groups.add(start(UidSet.of(uid.value())));
      }
      while (!groups.isEmpty()) {
        finish(groups.removeFirst());
      }
    } finally {
      groups.forEach(left -> left.delivery().close());
    }
  }

  /**
   * The server sent nothing, or no octet, for some messages: they are gone meanwhile, or have no
   * octets, or it fails on them.
   */
  private void settle(UidSet missing, EmptyBodies empties) throws SyncException {
    UidSet doubtful = missing.union(empties.uids());
    if (doubtful.isEmpty()) {
      return;
    }
    Map<Uid, Long> sizes = new TreeMap<>();
    work.remote().facts(doubtful, told -> sizes.put(told.uid(), told.octets()));
    for (Map.Entry<Uid, Long> there : sizes.entrySet()) {
      if (there.getValue() == 0 && empties.uids().contains(there.getKey().value())) {
        empties.deliver(there.getKey());
      } else {
        refused(there.getKey(), "the server sent nothing for it");
        advise();
      }
    }
  }

  /** Exchange lists appointments, contacts and notes and cannot show them. */
  private void advise() {
    String name = work.name().text();
    if (work.pass().ends().mentions().first("unfetchable", name)) {
      work.pass()
          .warn(
              work.name(),
              "folder '%s' lists messages that the server does not send. Where it holds calendar entries, contacts, tasks or notes, leave it out with  folderfilter = lambda f: f not in [%s]  in [Repository %s]"
                  .formatted(
                      name, FolderCreation.quoted(name), work.pass().ends().remote().name()));
    }
  }

  private void keep(Arriving arriving, Map<Uid, Traits> traits) throws SyncException {
    LocalFolder.Delivery delivery = arriving.delivery();
    List<UploadIntent> intents = DeliveryPassage.begin(work, delivery.arrived(), arriving.dates());
    begin(DeliveryPassage.uids(intents));
    LocalFolder.Delivered delivered = delivery.commit();
    delivered.failed().forEach(this::notKept);
    work.pass().debug(work.name(), work.pair().local() + ": delivered " + uids(delivered.stored()));
    settled = settled.union(uids(delivered.failed())).union(uids(delivered.stored()));
    MessageList.Builder rows = new MessageList.Builder();
    long octets = 0;
    for (Map.Entry<Uid, LocalFolder.Stored> stored : delivered.stored().entrySet()) {
      FlagSet flags = recorded(stored.getKey());
      rows.add(stored.getKey().value(), flags);
      work.pass().quarantine().succeeded(work.pair().key(), Quarantine.name(stored.getKey()));
      unseen |= !flags.contains(SystemFlag.SEEN);
      octets += stored.getValue().wireOctets();
    }
    work.put(rows.build());
    DeliveryPassage.settle(work, intents, delivered);
    unanswered = unanswered.minus(uids(delivered.failed())).minus(uids(delivered.stored()));
    if (labelling.isPresent()) {
      labelling.get().arrived(uids(delivered.stored()), arriving.labels());
    }
    note(delivered.stored(), traits);
    kept += octets;
    int messages = delivered.stored().size();
    work.pass().tally().add(Tally.Done.DOWNLOADED, messages);
    arriving.transit().end(messages, octets);
  }

  /** What is on its way to a server is not asked for twice, whatever becomes of the connection. */
  private void begin(UidSet uids) {
    settled = settled.union(uids);
    unanswered = unanswered.union(uids);
  }

  private static UidSet uids(Map<Uid, ?> some) {
    return UidSet.of(some.keySet().stream().mapToLong(Uid::value).sorted().toArray());
  }

  private void note(Map<Uid, LocalFolder.Stored> stored, Map<Uid, Traits> traits) {
    List<MessageNote> notes = new ArrayList<>();
    stored.forEach((uid, message) -> {
      Traits told = traits.getOrDefault(uid, Traits.NONE);
      FlagSet flags = listed.flags(listed.indexOf(uid.value()));
      notes.add(
          new MessageNote(
              uid,
              message.wireOctets(),
              message.sha256(),
              told.internalDate().stream().mapToLong(Instant::getEpochSecond).findFirst(),
              told.identity(),
              String.join(" ", flags.keywords())));
    });
    work.notes().put(work.pair().key(), listing.uidValidity().value(), notes);
  }

  /** After the last group: finds what a server stored without saying where. */
  void complete() throws SyncException {
    if (unanswered.isEmpty()) {
      return;
    }
    UidSet found = DeliveryPassage.found(work, Lists.with(listing, work));
    MessageList.Builder rows = new MessageList.Builder();
    found.forEach(uid -> rows.add(uid.value(), recorded(uid)));
    work.put(rows.build());
    work.pass().tally().add(Tally.Done.DOWNLOADED, found.size());
    UidSet open = DeliveryPassage.uids(DeliveryPassage.openIn(work));
    unanswered
        .minus(found)
        .minus(open)
        .forEach(uid -> notKept(uid, "the connection was lost while it was stored"));
  }

  private void refused(Uid uid, String reason) {
    work.messageRefused(Quarantine.name(uid), failure(uid, reason), reason);
  }

  /** The disk's fault, not the message's. */
  private void notKept(Uid uid, String reason) {
    work.pass().messageFailed(work.name(), failure(uid, reason));
  }

  private String failure(Uid uid, String reason) {
    return "message " + uid + " in " + work.name() + " was not copied: " + reason;
  }
}
