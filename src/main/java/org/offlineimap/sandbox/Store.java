package org.offlineimap.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One user's mailboxes by their names on the wire. Safe for any thread: one lock for all of it. */
final class Store {
  private static final long FIRST_UID_VALIDITY = 1_700_000_001L;

  /** Large enough that its sign and size are noticed by who keeps less than 63 bits. */
  private static final long FIRST_IDENTITY = 1_278_455_344_230_334_865L;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<String, Mailbox> mailboxes = new TreeMap<>();
  private final NavigableSet<String> subscribed = new TreeSet<>();
  private final char separator;
  private final Set<Behaviour> behaviours;
  private long nextUidValidity = FIRST_UID_VALIDITY;
  private long nextIdentity = FIRST_IDENTITY;
  private long changes;

  Store(char separator, Set<Behaviour> behaviours) {
    this.separator = separator;
    this.behaviours = behaviours;
    create("INBOX");
    if (behaviours.contains(Behaviour.NOSELECT_PARENTS)) {
      List.of("[Gmail]", "Folders", "Labels").forEach(name -> create(name).selectable(false));
    }
    if (behaviours.contains(Behaviour.LOCALIZED_NAMES)) {
      create("[Google Mail]" + separator + "Papierkorb").use("\\Trash");
      create("[Google Mail]" + separator + "Alle Nachrichten").use("\\All");
    }
  }

  /** Whether new mail leaves HIGHESTMODSEQ as it was. */
  boolean isModSeqStuck() {
    return behaviours.contains(Behaviour.MODSEQ_STUCK);
  }

  char separator() {
    return separator;
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Does the change and wakes everyone who waits in {@link #awaitChange}. */
  <T> T changed(Supplier<T> action) {
    lock.lock();
    try {
      T result = action.get();
      changes++;
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** How often anything changed. */
  long changes() {
    return locked(() -> changes);
  }

  /** Waits until there was another change than the {@code seen} ones; answers the new count. */
  long awaitChange(long seen) throws InterruptedException {
    lock.lock();
    try {
      while (changes == seen) {
        changed.await();
      }
      return changes;
    } finally {
      lock.unlock();
    }
  }

  long freshIdentity() {
    return locked(() -> nextIdentity++);
  }

  long freshUidValidity() {
    return locked(() -> nextUidValidity++);
  }

  /** INBOX is one mailbox in any case (RFC 3501 5.1); other names are compared by octet. */
  static String canonical(String wireName) {
    return wireName.equalsIgnoreCase("INBOX") ? "INBOX" : wireName;
  }

  private String key(String wireName) {
    boolean raw =
        behaviours.contains(Behaviour.EIGHT_BIT_NAMES)
            && wireName.chars().anyMatch(letter -> letter > '~');
    String name = canonical(raw ? ModifiedUtf7.encode(wireName) : wireName);
    return behaviours.contains(Behaviour.CASE_INSENSITIVE_NAMES) ? known(name) : name;
  }

  /** The same name as it was first written, level by level. */
  private String known(String wireName) {
    for (int end = wireName.length(); end > 0; end = wireName.lastIndexOf(separator, end - 1)) {
      String start = wireName.substring(0, end);
      Optional<String> same =
          mailboxes.keySet().stream().filter(name -> name.equalsIgnoreCase(start)).findFirst();
      if (same.isPresent()) {
        return same.get() + wireName.substring(end);
      }
    }
    return wireName;
  }

  Optional<Mailbox> find(String wireName) {
    return locked(() -> Optional.ofNullable(mailboxes.get(key(wireName))));
  }

  /** Makes a mailbox, and \Noselect parents where there are none; what exists is returned as is. */
  Mailbox create(String wireName) {
    return changed(() -> {
      String name = key(wireName);
      for (int i = name.indexOf(separator); i > 0; i = name.indexOf(separator, i + 1)) {
        String parent = name.substring(0, i);
        if (!mailboxes.containsKey(parent)) {
          mailboxes.put(parent, made(parent).selectable(false));
        }
      }
      return mailboxes.computeIfAbsent(name, this::made);
    });
  }

  private Mailbox made(String name) {
    return new Mailbox(this, name, freshUidValidity());
  }

  void delete(Mailbox mailbox) {
    changed(() -> {
      if (childrenOf(mailbox.wireName()).isEmpty()) {
        mailboxes.remove(mailbox.wireName());
        mailbox.markGone();
      } else {
        mailbox.expunge(mailbox.messages().stream().map(StoredMessage::uid).toList());
        mailbox.selectable(false);
      }
      return changes;
    });
  }

  /** Renames a mailbox with all below it (RFC 3501 6.3.5). */
  void rename(Mailbox mailbox, String newWireName) {
    changed(() -> {
      String old = mailbox.wireName();
      List<Mailbox> moved = new ArrayList<>(childrenOf(old));
      moved.add(mailbox);
      for (Mailbox each : moved) {
        mailboxes.remove(each.wireName());
        each.renameTo(newWireName + each.wireName().substring(old.length()));
        mailboxes.put(each.wireName(), each);
      }
      return create(newWireName);
    });
  }

  List<Mailbox> all() {
    return locked(() -> new ArrayList<>(mailboxes.values()));
  }

  Collection<Mailbox> childrenOf(String wireName) {
    String first = wireName + separator;
    String beyond = wireName + (char) (separator + 1);
    return locked(() -> List.copyOf(mailboxes.subMap(first, true, beyond, false).values()));
  }

  void subscribe(String wireName, boolean wanted) {
    locked(() ->
        wanted ? subscribed.add(canonical(wireName)) : subscribed.remove(canonical(wireName)));
  }

  boolean isSubscribed(String wireName) {
    return locked(() -> subscribed.contains(wireName));
  }

  /** The subscribed names; what they name may be gone. */
  List<String> subscriptions() {
    return locked(() -> List.copyOf(subscribed));
  }

  /** Whether anything below this name is subscribed. */
  boolean hasSubscribedChild(String wireName) {
    return subscriptions().stream().anyMatch(name -> name.startsWith(wireName + separator));
  }
}
