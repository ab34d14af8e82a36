package org.offlineimap.repository.imap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.DirectoryStamp;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.Renaming;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.FolderFailure;
import org.offlineimap.mail.SyncException.MessageFailure;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidPairs;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;

/**
 * A mailbox in the local role. Its messages have UIDs of their own; the map says which of them are
 * which of the remote folder's, and the others are fresh. A fresh message's key is {@code
 * UIDVALIDITY.UID}. The map on disk is brought up to date by {@link #force} and by a delivery,
 * never by a listing. One thread at a time.
 */
final class MappedFolder implements LocalFolder, LocalFolder.Numbered {
  private final RemoteFolder server;
  private final Means means;
  private final MappedPairs pairs;
  private final SpooledUploads uploads;
  private RemoteFolder.Listing.@Nullable Complete listed;
  private @Nullable Map<Uid, Long> sizes;

  /** What it works with. */
  record Means(MappedMemory memory, String separator, boolean expunge) {}

  MappedFolder(RemoteFolder server, Means means) {
    this.server = server;
    this.means = means;
    this.pairs = new MappedPairs(server.name(), means.memory(), means.separator());
    this.uploads = new SpooledUploads(server, means.memory());
  }

  @Override
  public FolderName name() {
    return server.name();
  }

  // ---- listing ----

  @Override
  public Listing list() throws SyncException {
    return take(server.beginList(Optional.empty()).await());
  }

  @Override
  public Optional<RemoteFolder.Listing.Complete> seen() {
    return Optional.ofNullable(listed);
  }

  @Override
  public Listing take(RemoteFolder.Listing own) throws SyncException {
    return switch (own) {
      case RemoteFolder.Listing.Partial(String reason) -> new Listing.Partial(reason);
      case RemoteFolder.Listing.Complete whole -> translated(whole);
    };
  }

  /** A pair whose message is gone is dropped: that is how its absence shows. */
  private Listing translated(RemoteFolder.Listing.Complete whole) throws SyncException {
    UidPairs current = pairs.keep(whole.messages()::contains);
    listed = whole;
    sizes = null;
    MessageList.Builder known = new MessageList.Builder();
    List<Fresh> fresh = new ArrayList<>();
    MessageList messages = whole.messages();
    for (int i = 0; i < messages.size(); i++) {
      OptionalLong remote = current.remote(messages.uid(i));
      if (remote.isPresent()) {
        known.add(remote.getAsLong(), messages.flags(i));
      } else {
        fresh.add(new Fresh(key(messages.uid(i)), messages.flags(i)));
      }
    }
    return new Listing.Complete(known.build(), fresh);
  }

  private RemoteFolder.Listing.Complete listed() throws FolderFailure {
    RemoteFolder.Listing.Complete known = listed;
    if (known == null) {
      throw new FolderFailure("folder '" + name() + "' was not listed yet", null, false);
    }
    return known;
  }

  @Override
  public long uidValidity() {
    RemoteFolder.Listing.Complete known = listed;
    return known == null ? 0 : known.uidValidity().value();
  }

  private String key(long own) {
    return uidValidity() + "." + own;
  }

  @Override
  public Uid own(Fresh message) throws MessageFailure {
    String prefix = uidValidity() + ".";
    if (!message.key().startsWith(prefix)) {
      throw new MessageFailure("message " + message.key() + " is of another UIDVALIDITY", null);
    }
    return new Uid(Long.parseLong(message.key().substring(prefix.length())));
  }

  /** Asked of the server for all fresh messages at once. */
  @Override
  public long octets(Fresh message) throws SyncException {
    Map<Uid, Long> known = sizes;
    if (known == null) {
      Map<Uid, Long> told = new HashMap<>();
      server.facts(unmapped(), facts -> told.put(facts.uid(), facts.octets()));
      known = told;
      sizes = known;
    }
    return known.getOrDefault(own(message), 0L);
  }

  /** The time of arrival here is the one thing that a map of UIDs cannot stand in for. */
  @Override
  public OptionalLong firstUidSince(Instant begin) throws SyncException {
    throw new FolderFailure("maxage is not supported on IMAP-IMAP sync", null, false);
  }

  // ---- as its server numbers it ----

  @Override
  public Optional<Numbered> numbered() {
    return Optional.of(this);
  }

  @Override
  public RemoteFolder folder() {
    return server;
  }

  @Override
  public OptionalLong uidNext() {
    RemoteFolder.Listing.Complete known = listed;
    return known == null ? OptionalLong.empty() : known.uidNext();
  }

  @Override
  public UidSet unmapped() throws SyncException {
    UidPairs known = pairs.now();
    return listed().messages().uids().filter(uid -> known.remote(uid).isEmpty());
  }

  @Override
  public boolean expunges() {
    return means.expunge();
  }

  @Override
  public Optional<Uid> own(Uid remote) throws SyncException {
    return pairs.now().local(remote.value()).stream().mapToObj(Uid::new).findFirst();
  }

  @Override
  public void assign(Uid own, Uid remote) throws SyncException {
    pairs.assign(own, remote);
  }

  @Override
  public void forget(UidSet own) throws SyncException {
    pairs.keep(uid -> !own.contains(uid));
  }

  // ---- deliveries ----

  @Override
  public Delivery deliver(Map<Uid, Incoming> incoming) throws SyncException {
    return new SpooledDelivery(this, Spooled.open(means.memory(), name()), incoming);
  }

  /** Sends what arrived; the map is durable when it returns. */
  List<RemoteFolder.AppendOutcome> store(List<Uid> uids, List<RemoteFolder.NewMessage> messages)
      throws SyncException {
    List<RemoteFolder.AppendOutcome> outcomes = server.beginAppend(messages).await();
    UidPairs.Builder stored = new UidPairs.Builder();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof RemoteFolder.AppendOutcome.Stored(Uid own)) {
        stored.add(own.value(), uids.get(i).value());
      }
    }
    pairs.add(stored.build());
    force();
    return outcomes;
  }

  // ---- uploads ----

  @Override
  public void expect(List<Fresh> messages) throws SyncException {
    long[] own = new long[messages.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = own(messages.get(i)).value();
    }
    uploads.expect(UidSet.of(own));
  }

  @Override
  public MessageSource open(Fresh message) throws SyncException {
    return uploads.source(own(message));
  }

  @Override
  public MessageSource open(Uid uid) throws SyncException {
    Optional<Uid> own = own(uid);
    if (own.isEmpty()) {
      throw new MessageFailure("message " + uid + " is not in folder '" + name() + "'", null);
    }
    return uploads.source(own.get());
  }

  @Override
  public Optional<Instant> internalDate(Fresh message) throws SyncException {
    return uploads.date(own(message));
  }

  @Override
  public boolean assignUid(Fresh message, Uid uid, FlagSet flags) throws SyncException {
    assign(own(message), uid);
    return true;
  }

  // ---- other UIDs ----

  @Override
  public Optional<List<Renaming>> renamings(Map<Uid, Optional<Uid>> wanted) throws SyncException {
    return Optional.of(pairs.renamings(wanted));
  }

  @Override
  public void rename(List<Renaming> renamings) throws SyncException {
    pairs.rename(renamings);
  }

  // ---- changing ----

  @Override
  public RemoteFolder.FlagOutcome changeFlags(List<FlagChange> changes) throws SyncException {
    UidPairs known = pairs.now();
    Map<FlagChange, FlagChange> own = new LinkedHashMap<>();
    for (FlagChange change : changes) {
      UidSet uids = known.locals(change.uids());
      if (!uids.isEmpty()) {
        own.put(new FlagChange(uids, change.flags(), change.add()), change);
      }
    }
    if (own.isEmpty()) {
      return new RemoteFolder.FlagOutcome(UidSet.empty(), List.of());
    }
    RemoteFolder.FlagOutcome outcome = server.changeFlags(List.copyOf(own.keySet()));
    List<FlagChange> unsupported =
        own.entrySet().stream()
            .filter(one -> outcome.unsupported().contains(one.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new RemoteFolder.FlagOutcome(known.remotes(outcome.done()), unsupported);
  }

  @Override
  public UidSet delete(UidSet uids) throws SyncException {
    UidPairs known = pairs.now();
    UidSet own = known.locals(uids);
    if (own.isEmpty()) {
      return uids;
    }
    MessageList before = listed().messages();
    UidSet marked =
        own.filter(uid ->
            before.contains(uid) && before.flags(before.indexOf(uid)).contains(SystemFlag.DELETED));
    RemoteFolder.Removal removal = server.delete(own, marked, means.expunge());
    UidSet gone = means.expunge() ? removal.gone() : removal.gone().union(removal.marked());
    if (means.expunge()) {
      forget(gone);
    }
    return uids.minus(known.remotes(own.minus(gone)));
  }

  /** A server has no directories: whether it changed is asked by listing. */
  @Override
  public List<DirectoryStamp> stamps() {
    return List.of();
  }

  @Override
  public boolean wantsInternalDates() {
    return true;
  }

  @Override
  public void leave() throws SyncException {
    expect(List.of());
  }

  @Override
  public void force() throws SyncException {
    pairs.save();
  }
}
