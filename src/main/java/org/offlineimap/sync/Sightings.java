package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Facts;
import org.offlineimap.sync.Sighting.Header;

/**
 * Asks a server about messages in many mailboxes without waiting in between. A folder that fails
 * takes no further part. One thread.
 */
final class Sightings<T> {
  private static final int HEADERS_AT_ONCE = 500;

  private final MoveLedger ledger;
  private final BiFunction<T, Facts, Optional<String>> identity;
  private final List<Asked<T>> asked = new ArrayList<>();

  private record Asked<T>(
      PlannedFolder folder,
      RemoteFolder at,
      Map<Uid, T> messages,
      Queue<Facts> told,
      RemoteFolder.Telling telling) {}

  /** {@code identity} says by which identity a message may be recognised. */
  Sightings(MoveLedger ledger, BiFunction<T, Facts, Optional<String>> identity) {
    this.ledger = ledger;
    this.identity = identity;
  }

  /** Asks for lengths and dates; {@code messages} by their UIDs there. */
  void ask(PlannedFolder folder, RemoteFolder at, Map<Uid, T> messages) throws SyncException {
    if (!messages.isEmpty()) {
      UidSet uids = UidSet.of(messages.keySet().stream().mapToLong(Uid::value).toArray());
      Queue<Facts> told = new ConcurrentLinkedQueue<>();
      ledger.guarded(
          folder,
          () -> asked.add(new Asked<>(folder, at, messages, told, at.beginFacts(uids, told::add))));
    }
  }

  boolean isEmpty() {
    return asked.isEmpty();
  }

  /** What was told of those that are still there, by mailbox and UID. */
  List<Sighting<T>> await() throws SyncException {
    List<Sighting<T>> all = new ArrayList<>();
    for (Asked<T> one : asked) {
      ledger.guarded(one.folder(), () -> one.telling().await());
      List<Facts> told = new ArrayList<>(one.told());
      told.sort(java.util.Comparator.comparingLong(facts -> facts.uid().value()));
      for (Facts facts : told) {
        T message = one.messages().get(facts.uid());
        if (message != null && !ledger.hasFailed(one.folder())) {
          all.add(
              new Sighting<>(
                  one.folder(), one.at(), facts, identity.apply(message, facts), message));
        }
      }
    }
    return all;
  }

  /** Their headers; without those that are gone by now. */
  static <T> Map<Sighting<T>, Header> headers(MoveLedger ledger, List<Sighting<T>> wanted)
      throws SyncException {
    Map<PlannedFolder, List<Sighting<T>>> byFolder = new java.util.LinkedHashMap<>();
    wanted.forEach(one -> byFolder.computeIfAbsent(one.folder(), _ -> new ArrayList<>()).add(one));
    Map<Sighting<T>, Header> headers = new HashMap<>();
    for (Map.Entry<PlannedFolder, List<Sighting<T>>> folder : byFolder.entrySet()) {
      List<Sighting<T>> all = folder.getValue();
      for (int from = 0; from < all.size(); from += HEADERS_AT_ONCE) {
        List<Sighting<T>> some = all.subList(from, Math.min(all.size(), from + HEADERS_AT_ONCE));
        ledger.guarded(folder.getKey(), () -> headers.putAll(headers(some)));
      }
    }
    return headers;
  }

  /** All of these lie in one mailbox. */
  private static <T> Map<Sighting<T>, Header> headers(List<Sighting<T>> some) throws SyncException {
    UidSet uids = UidSet.of(some.stream().mapToLong(one -> one.facts().uid().value()).toArray());
    Map<Uid, byte[]> told = some.getFirst().at().headers(uids);
    Map<Sighting<T>, Header> headers = new HashMap<>();
    for (Sighting<T> one : some) {
      byte[] octets = told.get(one.facts().uid());
      if (octets != null) {
        headers.put(one, Header.of(one.folder().work(), octets));
      }
    }
    return headers;
  }
}
