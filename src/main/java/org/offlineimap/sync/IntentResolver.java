package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Facts;
import org.offlineimap.status.UploadIntent;

/**
 * Finds out what became of uploads that were begun and never ended (reference: synchronisation
 * 13.17): a message is recognised by length, then header octets, then, where that is not enough, by
 * a digest of all of it, unless nobody ever read that (a move between two servers): such a message
 * takes what those with a digest leave. What was moved may hold fields there that an upload leaves
 * out. Equal messages take equal candidates, lowest UID first.
 */
final class IntentResolver {
  private final Passage passage;
  private final Map<Long, Facts> facts = new TreeMap<>();
  private final Map<Uid, byte[]> headers = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();
  private final List<UploadIntent> ended = new ArrayList<>();

  /** Whether headers were asked for that only a Message-ID may tell. */
  private boolean dated;

  private IntentResolver(Passage passage) {
    this.passage = passage;
  }

  /**
   * Settles all that can be settled.
   *
   * @return whether anything was, so that the lists are out of date
   */
  static boolean run(Passage passage) throws SyncException {
    List<UploadIntent> open = passage.open();
    return !open.isEmpty() && new IntentResolver(passage).settle(open);
  }

  private boolean settle(List<UploadIntent> open) throws SyncException {
    List<UploadIntent> waiting = new ArrayList<>();
    for (UploadIntent intent : open) {
      (passage.isWaiting(intent) ? waiting : ended).add(intent);
    }
    waiting.sort(Comparator.comparing(intent -> intent.draft().sha256().isEmpty()));
    learnFacts(waiting);
    Map<UploadIntent, byte[]> own = passage.headers(waiting);
    learnHeaders(own.keySet(), this::hasLength);
    for (UploadIntent intent : waiting) {
      byte[] header = own.get(intent);
      if (header == null) {
        ended.add(intent);
      } else {
        settle(intent, header, waiting);
      }
    }
    passage.commit(ended);
    return !ended.isEmpty() || !taken.isEmpty();
  }

  private void learnFacts(List<UploadIntent> waiting) throws SyncException {
    long lowest = Uid.MAX;
    for (UploadIntent intent : waiting) {
      lowest = Math.min(lowest, floor(intent));
    }
    long from = lowest;
    UidSet wanted = passage.unknown().filter(uid -> uid >= from);
    if (!waiting.isEmpty() && !wanted.isEmpty()) {
      passage.destination().facts(wanted, told -> facts.put(told.uid().value(), told));
    }
  }

  /** UIDs of another UIDVALIDITY say nothing about where the message may be now. */
  private long floor(UploadIntent intent) {
    return intent.draft().uidValidity() == passage.uidValidity()
        ? intent.draft().uidNext().orElse(1)
        : 1;
  }

  private void settle(UploadIntent intent, byte[] header, List<UploadIntent> waiting)
      throws SyncException {
    List<Uid> same = sameOctets(intent, header);
    boolean hasDigest = !intent.draft().sha256().isEmpty();
    if (hasDigest && (same.size() > 1 || (same.size() == 1 && rivalled(intent, waiting)))) {
      same = sameDigest(intent, same);
    }
    if (same.isEmpty() && intent.unmapped()) {
      learnDated(waiting);
      same = sameMessageId(intent);
    }
    if (!same.isEmpty()) {
      taken.add(same.getFirst().value());
      passage.assign(intent, same.getFirst());
    } else if (!intent.unmapped()) {
      ended.add(intent);
    }
  }

  /** Whether another open intent could be the same message by length, and is not by content. */
  private static boolean rivalled(UploadIntent intent, List<UploadIntent> waiting) {
    UploadIntent.Draft mine = intent.draft();
    return waiting.stream()
        .map(UploadIntent::draft)
        .anyMatch(other ->
            other.wireOctets() == mine.wireOctets() && !other.sha256().equals(mine.sha256()));
  }

  private List<Uid> candidates(
      UploadIntent intent, BiPredicate<UploadIntent, Facts> possible, Predicate<byte[]> same) {
    return facts.values().stream()
        .filter(candidate -> possible.test(intent, candidate))
        .map(Facts::uid)
        .filter(uid -> !taken.contains(uid.value()) && same.test(header(uid)))
        .toList();
  }

  private byte[] header(Uid uid) {
    return headers.getOrDefault(uid, new byte[0]);
  }

  /** Asks for all headers at once that any of these may have to be compared with. */
  private void learnHeaders(
      Collection<UploadIntent> intents, BiPredicate<UploadIntent, Facts> possible)
      throws SyncException {
    UidSet.Builder wanted = new UidSet.Builder();
    for (Facts candidate : facts.values()) {
      if (!headers.containsKey(candidate.uid())
          && intents.stream().anyMatch(intent -> possible.test(intent, candidate))) {
        wanted.add(candidate.uid().value());
      }
    }
    Headers.of(passage.destination(), wanted.build())
        .forEach((uid, header) -> headers.put(uid, passage.comparable(header)));
  }

  private void learnDated(List<UploadIntent> waiting) throws SyncException {
    if (!dated) {
      learnHeaders(waiting, this::hasDate);
      dated = true;
    }
  }

  private boolean hasLength(UploadIntent intent, Facts candidate) {
    return candidate.octets() == intent.draft().wireOctets()
        && candidate.uid().value() >= floor(intent);
  }

  private List<Uid> sameOctets(UploadIntent intent, byte[] header) {
    return candidates(intent, this::hasLength, there -> Arrays.equals(header, there));
  }

  private List<Uid> sameDigest(UploadIntent intent, List<Uid> candidates) throws SyncException {
    Digests digests = new Digests();
    passage
        .destination()
        .fetch(UidSet.of(candidates.stream().mapToLong(Uid::value).toArray()), digests)
        .await();
    return candidates.stream()
        .filter(uid -> digests.of(uid).contains(intent.draft().sha256()))
        .toList();
  }

  private List<Uid> sameMessageId(UploadIntent intent) {
    String wanted = intent.draft().messageId();
    return candidates(intent, this::hasDate, there -> Fingerprint.messageId(there).equals(wanted));
  }

  /** Of one that the server has under another length, and that has a Message-ID. */
  private boolean hasDate(UploadIntent intent, Facts candidate) {
    return intent.unmapped()
        && !intent.draft().messageId().isEmpty()
        && candidate.uid().value() >= floor(intent)
        && sameDate(intent, candidate);
  }

  /** INTERNALDATE has whole seconds. */
  private static boolean sameDate(UploadIntent intent, Facts candidate) {
    return candidate.internalDate().isEmpty()
        || intent.draft().internalDateMillis().isEmpty()
        || candidate.internalDate().get().getEpochSecond()
            == Math.floorDiv(intent.draft().internalDateMillis().getAsLong(), 1000L);
  }

  /** Takes bodies and keeps only their digests; the reader thread writes, then we read. */
  private final class Digests implements BodySink {
    private final Map<Long, Forms> prints = new ConcurrentHashMap<>();

    @Override
    public OutputStream open(Uid uid, long octets) {
      Forms forms = new Forms(passage);
      prints.put(uid.value(), forms);
      return forms;
    }

    @Override
    public void abandon(Uid uid) {
      prints.remove(uid.value());
    }

    Set<String> of(Uid uid) {
      Forms forms = prints.get(uid.value());
      return forms == null ? Set.of() : forms.digests();
    }
  }

  /** One message as the server has it, and as it would be sent. Confined to one thread. */
  private static final class Forms extends OutputStream {
    private final Fingerprint whole = new Fingerprint();
    private final Fingerprint sent = new Fingerprint();
    private final OutputStream sending;

    Forms(Passage passage) {
      this.sending = passage.comparable(sent);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      whole.write(octets, from, length);
      sending.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      sending.close();
    }

    Set<String> digests() {
      return new HashSet<>(List.of(whole.hex(), sent.hex()));
    }
  }
}
