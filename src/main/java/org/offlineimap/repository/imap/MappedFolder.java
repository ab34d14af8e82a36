package org.offlineimap.repository.imap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
  private @Nullable UidPairs pairs;
  private boolean unsaved;
  private RemoteFolder.Listing.@Nullable Complete listed;
  private @Nullable Spooled expected;
  private @Nullable Map<Uid, Long> sizes;

  /** What it works with. */
  record Means(MappedMemory memory, String separator, boolean expunge) {}

  MappedFolder(RemoteFolder server, Means means) {
    this.server = server;
    this.means = means;
  }

  @Override
  public FolderName name() {
    return server.name();
  }

  // ---- listing ----

  @Override
  public Listing list() throws SyncException {
    return switch (server.beginList(Optional.empty()).await()) {
      case RemoteFolder.Listing.Partial(String reason) -> new Listing.Partial(reason);
      case RemoteFolder.Listing.Complete whole -> translated(whole);
    };
  }

  /** A pair whose message is gone is dropped: that is how its absence shows. */
  private Listing translated(RemoteFolder.Listing.Complete whole) throws SyncException {
    UidPairs before = pairs();
    UidPairs current = before.onlyLocal(whole.messages()::contains);
    unsaved |= current.size() != before.size();
    pairs = current;
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

  private UidPairs pairs() throws SyncException {
    UidPairs known = pairs;
    if (known == null) {
      known = means.memory().load(name(), means.separator());
      pairs = known;
    }
    return known;
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

  private Uid own(Fresh message) throws MessageFailure {
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
    UidPairs known = pairs();
    return listed().messages().uids().filter(uid -> known.remote(uid).isEmpty());
  }

  @Override
  public boolean expunges() {
    return means.expunge();
  }

  @Override
  public void assign(Uid own, Uid remote) throws SyncException {
    UidPairs known = pairs();
    OptionalLong holder = known.local(remote.value());
    if (holder.isPresent() && holder.getAsLong() != own.value()) {
      throw new MessageFailure(
          "folder '%s': messages %s and %d would both be %s"
              .formatted(name(), own, holder.getAsLong(), remote),
          null);
    }
    add(new UidPairs.Builder().add(own.value(), remote.value()).build());
  }

  private void add(UidPairs added) throws SyncException {
    pairs = pairs().with(added);
    unsaved = true;
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
    add(stored.build());
    force();
    return outcomes;
  }

  // ---- uploads ----

  @Override
  public void expect(List<Fresh> messages) throws SyncException {
    Spooled before = expected;
    if (before != null) {
      expected = null;
      before.close();
    }
    if (!messages.isEmpty()) {
      UidSet.Builder wanted = new UidSet.Builder();
      List<Fresh> sorted = new ArrayList<>(messages);
      long[] uids = new long[sorted.size()];
      for (int i = 0; i < uids.length; i++) {
        uids[i] = own(sorted.get(i)).value();
      }
      UidSet.of(uids).forEachUid(wanted::add);
      Spooled spooled = Spooled.open(means.memory(), name());
      expected = spooled;
      spooled.fetch(server, wanted.build());
    }
  }

  @Override
  public MessageSource open(Fresh message) throws SyncException {
    return opened(own(message));
  }

  @Override
  public MessageSource open(Uid uid) throws SyncException {
    OptionalLong own = pairs().local(uid.value());
    if (own.isEmpty()) {
      throw new MessageFailure("message " + uid + " is not in folder '" + name() + "'", null);
    }
    return opened(new Uid(own.getAsLong()));
  }

  /** One that nobody announced is fetched alone, and lets go of those that were. */
  private MessageSource opened(Uid own) throws SyncException {
    Spooled held = expected;
    if (held == null || !held.asked(own)) {
      expect(List.of());
      held = Spooled.open(means.memory(), name());
      expected = held;
      held.fetch(server, UidSet.of(own.value()));
    }
    return held.source(own);
  }

  @Override
  public Optional<Instant> internalDate(Fresh message) throws SyncException {
    Uid own = own(message);
    Spooled held = expected;
    return held == null ? Optional.empty() : held.date(own);
  }

  @Override
  public boolean assignUid(Fresh message, Uid uid, FlagSet flags) throws SyncException {
    assign(own(message), uid);
    return true;
  }

  // ---- other UIDs ----

  /** {@code OWN:OLD} becomes {@code OWN:NEW}, or {@code OWN:0} for a fresh message. */
  @Override
  public Optional<List<Renaming>> renamings(Map<Uid, Optional<Uid>> wanted) throws SyncException {
    List<Renaming> renamings = new ArrayList<>();
    for (Map.Entry<Uid, Optional<Uid>> one : wanted.entrySet()) {
      OptionalLong own = pairs().local(one.getKey().value());
      if (own.isPresent()) {
        long now = one.getValue().map(Uid::value).orElse(0L);
        renamings.add(
            new Renaming(own.getAsLong() + ":" + one.getKey(), own.getAsLong() + ":" + now));
      }
    }
    return Optional.of(renamings);
  }

  @Override
  public void rename(List<Renaming> renamings) throws SyncException {
    UidPairs.Builder given = new UidPairs.Builder();
    UidSet moved = UidSet.empty();
    for (Renaming renaming : renamings) {
      int colon = renaming.to().indexOf(':');
      long own = Long.parseLong(renaming.to().substring(0, colon));
      long remote = Long.parseLong(renaming.to().substring(colon + 1));
      moved = moved.union(UidSet.of(own));
      if (remote > 0) {
        given.add(own, remote);
      }
    }
    UidSet all = moved;
    pairs = pairs().onlyLocal(own -> !all.contains(own));
    add(given.build());
  }

  // ---- changing ----

  @Override
  public UidSet changeFlags(List<FlagChange> changes) throws SyncException {
    UidPairs known = pairs();
    List<FlagChange> own = new ArrayList<>();
    for (FlagChange change : changes) {
      UidSet uids = known.locals(change.uids());
      if (!uids.isEmpty()) {
        own.add(new FlagChange(uids, change.flags(), change.add()));
      }
    }
    return own.isEmpty() ? UidSet.empty() : known.remotes(server.changeFlags(own).done());
  }

  @Override
  public UidSet delete(UidSet uids) throws SyncException {
    UidPairs known = pairs();
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
      pairs = known.onlyLocal(uid -> !gone.contains(uid));
      unsaved |= !gone.isEmpty();
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
    if (unsaved) {
      means.memory().save(name(), means.separator(), pairs());
      unsaved = false;
    }
  }
}
