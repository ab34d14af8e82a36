package org.offlineimap.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.LocalFolder.Fresh;
import org.offlineimap.repository.RemoteFolder.Facts;
import org.offlineimap.repository.RemoteFolder.Listing;
import org.offlineimap.status.UploadIntent;

/**
 * Finds out what became of uploads that were begun and never ended (reference: synchronisation
 * 13.17): a message is recognised by length, then header octets, then, where that is not enough, by
 * a digest of all of it. Equal messages take equal candidates, lowest UID first.
 */
final class IntentResolver {
  private final FolderWork work;
  private final Map<String, Fresh> fresh = new HashMap<>();
  private final long uidValidity;
  private final UidSet unknown;
  private final Map<Long, Facts> facts = new TreeMap<>();
  private final Map<Long, byte[]> headers = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();
  private final Uploads.Mapping mapping;
  private final List<UploadIntent> ended = new ArrayList<>();

  private IntentResolver(
      FolderWork work,
      Listing.Complete remote,
      LocalFolder.Listing.Complete local,
      MessageList rows) {
    this.work = work;
    this.mapping = new Uploads.Mapping(work);
    this.uidValidity = remote.uidValidity().value();
    local.fresh().forEach(message -> fresh.put(message.key(), message));
    this.unknown =
        remote.messages().uids().filter(uid -> !rows.contains(uid) && !local.known().contains(uid));
  }

  /**
   * Settles all that can be settled.
   *
   * @return whether anything was, so that the lists are out of date
   */
  static boolean run(
      FolderWork work,
      Listing.Complete remote,
      LocalFolder.Listing.Complete local,
      MessageList rows)
      throws SyncException {
    List<UploadIntent> open = work.pass().ends().status().journal().open(work.pair().key());
    if (open.isEmpty()) {
      return false;
    }
    return new IntentResolver(work, remote, local, rows).settle(open);
  }

  private boolean settle(List<UploadIntent> open) throws SyncException {
    List<UploadIntent> waiting = new ArrayList<>();
    for (UploadIntent intent : open) {
      if (fresh.containsKey(intent.draft().key())) {
        waiting.add(intent);
      } else {
        ended.add(intent);
      }
    }
    learnFacts(waiting);
    for (UploadIntent intent : waiting) {
      settle(intent, waiting);
    }
    mapping.commit();
    if (!ended.isEmpty()) {
      work.pass().ends().status().journal().end(ended);
    }
    return !ended.isEmpty() || !taken.isEmpty();
  }

  private void learnFacts(List<UploadIntent> waiting) throws SyncException {
    long lowest = Uid.MAX;
    for (UploadIntent intent : waiting) {
      lowest = Math.min(lowest, floor(intent));
    }
    long from = lowest;
    UidSet wanted = unknown.filter(uid -> uid >= from);
    if (!waiting.isEmpty() && !wanted.isEmpty()) {
      work.remote().facts(wanted, told -> facts.put(told.uid().value(), told));
    }
  }

  /** UIDs of another UIDVALIDITY say nothing about where the message may be now. */
  private long floor(UploadIntent intent) {
    return intent.draft().uidValidity() == uidValidity ? intent.draft().uidNext().orElse(1) : 1;
  }

  private void settle(UploadIntent intent, List<UploadIntent> waiting) throws SyncException {
    Fresh message = fresh.get(intent.draft().key());
    if (message == null) {
      return;
    }
    Optional<byte[]> header = unchangedHeader(intent, message);
    if (header.isEmpty()) {
      ended.add(intent);
      return;
    }
    List<Uid> same = sameOctets(intent, header.get());
    if (same.size() > 1 || (same.size() == 1 && rivalled(intent, waiting))) {
      same = sameDigest(intent, same);
    }
    if (same.isEmpty() && intent.unmapped()) {
      same = sameMessageId(intent);
    }
    if (!same.isEmpty()) {
      taken.add(same.getFirst().value());
      mapping.assign(intent, message, same.getFirst());
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

  private List<Uid> sameOctets(UploadIntent intent, byte[] header) throws SyncException {
    List<Uid> same = new ArrayList<>();
    for (Facts candidate : facts.values()) {
      boolean possible =
          candidate.octets() == intent.draft().wireOctets()
              && candidate.uid().value() >= floor(intent)
              && !taken.contains(candidate.uid().value());
      if (possible && Arrays.equals(header, header(candidate.uid()))) {
        same.add(candidate.uid());
      }
    }
    return same;
  }

  /**
   * The header of the local message; empty when it has vanished or is no longer what was sent. An
   * edited one is another message: it goes up as such, and what was sent comes down.
   */
  private Optional<byte[]> unchangedHeader(UploadIntent intent, Fresh message)
      throws SyncException {
    try {
      Fingerprint print = Fingerprint.of(work.outgoing(work.local().open(message)));
      byte[] header = print.header();
      return print.hex().equals(intent.draft().sha256()) ? Optional.of(header) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot read " + message.key() + ", whose upload was interrupted: " + e, e, true);
    }
  }

  private byte[] header(Uid uid) throws SyncException {
    byte[] known = headers.get(uid.value());
    if (known == null) {
      known = work.remote().headers(UidSet.of(uid.value())).getOrDefault(uid, new byte[0]);
      headers.put(uid.value(), known);
    }
    return known;
  }

  private List<Uid> sameDigest(UploadIntent intent, List<Uid> candidates) throws SyncException {
    Digests digests = new Digests();
    work.remote()
        .fetch(UidSet.of(candidates.stream().mapToLong(Uid::value).toArray()), digests)
        .await();
    return candidates.stream()
        .filter(uid -> intent.draft().sha256().equals(digests.hex(uid)))
        .toList();
  }

  private List<Uid> sameMessageId(UploadIntent intent) throws SyncException {
    List<Uid> same = new ArrayList<>();
    String wanted = intent.draft().messageId();
    for (Facts candidate : facts.values()) {
      boolean possible =
          !wanted.isEmpty()
              && candidate.uid().value() >= floor(intent)
              && !taken.contains(candidate.uid().value())
              && sameDate(intent, candidate);
      if (possible && Fingerprint.messageId(header(candidate.uid())).equals(wanted)) {
        same.add(candidate.uid());
      }
    }
    return same;
  }

  /** INTERNALDATE has whole seconds. */
  private static boolean sameDate(UploadIntent intent, Facts candidate) {
    return candidate.internalDate().isEmpty()
        || intent.draft().internalDateMillis().isEmpty()
        || candidate.internalDate().get().getEpochSecond()
            == Math.floorDiv(intent.draft().internalDateMillis().getAsLong(), 1000L);
  }

  /** Takes bodies and keeps only their digests; the reader thread writes, then we read. */
  private static final class Digests implements BodySink {
    private final Map<Long, Fingerprint> prints = new java.util.concurrent.ConcurrentHashMap<>();

    @Override
    public OutputStream open(Uid uid, long octets) {
      Fingerprint print = new Fingerprint();
      prints.put(uid.value(), print);
      return print;
    }

    @Override
    public void abandon(Uid uid) {
      prints.remove(uid.value());
    }

    String hex(Uid uid) {
      Fingerprint print = prints.get(uid.value());
      return print == null ? "" : print.hex();
    }
  }
}
