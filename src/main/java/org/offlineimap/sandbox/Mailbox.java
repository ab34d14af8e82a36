package org.offlineimap.sandbox;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.offlineimap.mail.FlagSet;

/**
 * One mailbox: what a test or the demo does to the server's side behind the client's back, and what
 * an auditor looks at. Safe for any thread: every method takes the lock of its user's {@link
 * Store}.
 */
public final class Mailbox {
  private final Store store;
  private final long number;
  private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
  private final NavigableMap<Long, List<Long>> expunged = new TreeMap<>();
  private String wireName;
  private long uidValidity;
  private long uidNext = 1;
  private long highestModSeq = 1;
  private boolean selectable = true;
  private boolean gone;
  private Optional<String> specialUse = Optional.empty();

  Mailbox(Store store, String wireName, long uidValidity) {
    this.store = store;
    this.wireName = wireName;
    this.uidValidity = uidValidity;
    this.number = uidValidity;
  }

  /** Its name, in Unicode and with the server's separator. */
  public String name() {
    return ModifiedUtf7.decode(wireName());
  }

  String wireName() {
    return store.locked(() -> wireName);
  }

  void renameTo(String newWireName) {
    store.locked(() -> wireName = newWireName);
  }

  /** MAILBOXID (RFC 8474 4): the same after RENAME, another after DELETE and CREATE. */
  String objectId() {
    return "F" + number;
  }

  /** UIDVALIDITY. */
  public long uidValidity() {
    return store.locked(() -> uidValidity);
  }

  /** UIDNEXT. */
  public long uidNext() {
    return store.locked(() -> uidNext);
  }

  /** HIGHESTMODSEQ (RFC 7162 3.1.2.1). */
  public long highestModSeq() {
    return store.locked(() -> highestModSeq);
  }

  /** All messages, by UID; a copy. */
  public List<StoredMessage> messages() {
    return store.locked(() -> new ArrayList<>(messages.values()));
  }

  /** The message with this UID. */
  public Optional<StoredMessage> message(long uid) {
    return store.locked(() -> Optional.ofNullable(messages.get(uid)));
  }

  /** Adds a message as a mail transfer agent would, and answers its UID. */
  @CanIgnoreReturnValue
  public long deliver(byte[] octets, FlagSet flags, OffsetDateTime internalDate) {
    return store.changed(() -> add(octets, flags, internalDate, store.freshIdentity()));
  }

  /** Adds a copy of a message of another mailbox, which keeps its identity (RFC 8474 5.1). */
  @CanIgnoreReturnValue
  public long deliverCopy(StoredMessage message) {
    return store.changed(
        () -> add(message.octets(), message.flags(), message.internalDate(), message.identity()));
  }

  private long add(byte[] octets, FlagSet flags, OffsetDateTime internalDate, long identity) {
    long uid = uidNext++;
    long modSeq = store.isModSeqStuck() ? highestModSeq : ++highestModSeq;
    messages.put(uid, new StoredMessage(uid, octets, flags, internalDate, modSeq, identity));
    return uid;
  }

  /** Adds a message under a UID of the caller's choice, which becomes the largest. */
  public long deliverAs(long uid, byte[] octets, FlagSet flags, OffsetDateTime internalDate) {
    return store.changed(() -> {
      if (uid < uidNext) {
        throw new IllegalArgumentException("UID " + uid + " is below UIDNEXT " + uidNext);
      }
      uidNext = uid;
      return deliver(octets, flags, internalDate);
    });
  }

  /** Replaces a message's flags; false when there is no such message. */
  @CanIgnoreReturnValue
  public boolean setFlags(long uid, FlagSet flags) {
    return changeFlags(uid, old -> flags).isPresent();
  }

  /** Changes flags; the MODSEQ rises only where they differ afterwards. */
  Optional<StoredMessage> changeFlags(long uid, UnaryOperator<FlagSet> change) {
    return store.changed(() -> {
      StoredMessage old = messages.get(uid);
      if (old == null) {
        return Optional.empty();
      }
      FlagSet flags = change.apply(old.flags());
      if (!flags.equals(old.flags())) {
        messages.put(uid, old.with(flags, ++highestModSeq));
      }
      return Optional.ofNullable(messages.get(uid));
    });
  }

  /** Removes a message; false when there is no such message. */
  @CanIgnoreReturnValue
  public boolean expunge(long uid) {
    return expunge(List.of(uid)) == 1;
  }

  /** Removes the messages that are there, under one modification sequence; answers how many. */
  int expunge(Collection<Long> uids) {
    return store.changed(() -> {
      List<Long> removed = uids.stream().filter(uid -> messages.remove(uid) != null).toList();
      if (!removed.isEmpty()) {
        expunged.put(++highestModSeq, removed);
      }
      return removed.size();
    });
  }

  /** The UIDs that were expunged under a greater modification sequence, ascending. */
  List<Long> expungedSince(long modSeq) {
    return store.locked(() ->
        expunged.tailMap(modSeq, false).values().stream().flatMap(List::stream).sorted().toList());
  }

  /** Gives the mailbox a new UIDVALIDITY and, as that implies, new UIDs from 1. */
  public void changeUidValidity() {
    store.changed(() -> {
      uidValidity = store.freshUidValidity();
      List<StoredMessage> old = new ArrayList<>(messages.values());
      messages.clear();
      expunged.clear();
      uidNext = 1;
      old.forEach(this::deliverCopy);
      return uidValidity;
    });
  }

  /** Gives all messages new UIDs, which no server may do under the same UIDVALIDITY. */
  void renumber() {
    store.changed(() -> {
      List<StoredMessage> old = new ArrayList<>(messages.values());
      messages.clear();
      old.forEach(this::deliverCopy);
      return uidNext;
    });
  }

  /** Marks it with a special use such as {@code \Sent} (RFC 6154). */
  @CanIgnoreReturnValue
  public Mailbox use(String mark) {
    store.locked(() -> specialUse = Optional.of(mark));
    return this;
  }

  Optional<String> specialUse() {
    return store.locked(() -> specialUse);
  }

  /** Makes it a \Noselect parent, or a real mailbox again. */
  @CanIgnoreReturnValue
  public Mailbox selectable(boolean wanted) {
    store.locked(() -> selectable = wanted);
    return this;
  }

  /** Whether it can be selected. */
  public boolean isSelectable() {
    return store.locked(() -> selectable);
  }

  void markGone() {
    store.changed(() -> gone = true);
  }

  boolean isGone() {
    return store.locked(() -> gone);
  }
}
