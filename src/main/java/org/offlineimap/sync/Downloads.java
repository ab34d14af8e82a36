package org.offlineimap.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.event.SyncEvent;
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

/**
 * Copies one folder's messages from the server to disk, in groups that {@link DownloadPipe} keeps
 * on the wire. A group's rows follow its files (rule R4).
 */
final class Downloads {
  private static final int GROUP = 200;

  private final FolderWork work;
  private final MessageList listed;
  private final long uidValidity;
  private final long total;
  private final UidSet wanted;
  private UidSet settled = UidSet.empty();
  private long ordinal;
  private boolean unseen;

  /** One group between its request and its rows. */
  record Group(
      UidSet uids, LocalFolder.Delivery delivery, EmptyBodies empties, RemoteFolder.Fetch fetch) {
    long size() {
      return uids.size();
    }
  }

  Downloads(FolderWork work, RemoteFolder.Listing.Complete listing, UidSet uids) {
    this.work = work;
    this.listed = listing.messages();
    this.uidValidity = listing.uidValidity().value();
    this.wanted = uids;
    this.total = uids.size();
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

  /** What to start, in this order. */
  static List<UidSet> groups(UidSet uids) {
    List<UidSet> groups = new ArrayList<>();
    long[] all = uids.toArray();
    for (int from = 0; from < all.length; from += GROUP) {
      groups.add(
          UidSet.of(java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + GROUP))));
    }
    return groups;
  }

  /** Asks for messages, without waiting. */
  Group start(UidSet uids) throws SyncException {
    Map<Uid, LocalFolder.Incoming> incoming = new HashMap<>();
    Map<Uid, Instant> dates = dates(uids);
    for (Uid uid : uids) {
      incoming.put(uid, new LocalFolder.Incoming(flags(uid), Optional.ofNullable(dates.get(uid))));
      work.pass()
          .tell(
              new SyncEvent.CopyingMessage(
                  work.pass().account(),
                  work.name(),
                  new SyncEvent.CopyingMessage.Copy(uid.value(), ++ordinal, total),
                  work.remoteEnd(),
                  work.localEnd()));
    }
    LocalFolder.Delivery delivery = work.local().deliver(incoming);
    boolean started = false;
    try {
      EmptyBodies sink = new EmptyBodies(delivery);
      Group group = new Group(uids, delivery, sink, work.remote().fetch(uids, sink));
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

  private FlagSet flags(Uid uid) {
    FlagSet flags = listed.flags(listed.indexOf(uid.value()));
    return work.pass().settings().letters().restrict(flags);
  }

  /**
   * Ends a group; single failures are reported. What arrived before a lost connection is kept; of a
   * folder that turns out to be another one, nothing is.
   */
  void finish(Group group) throws SyncException {
    try (LocalFolder.Delivery delivery = group.delivery()) {
      RemoteFolder.FetchOutcome outcome;
      try {
        outcome = group.fetch().await();
      } catch (SyncException.RepositoryFailure e) {
        keep(delivery, Map.of());
        throw e;
      }
      try {
        outcome.refused().forEach(this::refused);
        settle(outcome.missing(), group.empties());
        settled = settled.union(group.uids());
      } finally {
        keep(delivery, outcome.traits());
      }
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
      }
    }
  }

  private void keep(LocalFolder.Delivery delivery, Map<Uid, Traits> traits) throws SyncException {
    LocalFolder.Delivered delivered = delivery.commit();
    delivered.failed().forEach(this::notKept);
    settled = settled.union(uids(delivered.failed())).union(uids(delivered.stored()));
    MessageList.Builder rows = new MessageList.Builder();
    long octets = 0;
    for (Map.Entry<Uid, LocalFolder.Stored> stored : delivered.stored().entrySet()) {
      FlagSet flags = flags(stored.getKey());
      rows.add(stored.getKey().value(), flags);
      work.pass().quarantine().succeeded(work.pair().key(), Quarantine.name(stored.getKey()));
      unseen |= !flags.contains(SystemFlag.SEEN);
      octets += stored.getValue().wireOctets();
    }
    work.put(rows.build());
    note(delivered.stored(), traits);
    int messages = delivered.stored().size();
    work.pass().tally().add(Tally.Done.DOWNLOADED, messages);
    work.pass().tell(new SyncEvent.Progress(work.pass().account(), work.name(), messages, octets));
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
    work.notes().put(work.pair().key(), uidValidity, notes);
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
