package org.offlineimap.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/**
 * Finds which messages of the disk are which of the server's when the UIDs say nothing any more
 * (reference: beyond 3): equal length and Message-ID, without one equal header octets. Where
 * several are alike in that, header octets decide, and equal messages pair by number.
 */
final class Partners {
  private static final int HEADERS_AT_ONCE = 500;

  private final FolderWork work;
  private final Map<Long, List<Long>> thereBySize = new TreeMap<>();
  private final Map<Long, List<Message>> hereBySize = new TreeMap<>();
  private final Map<Uid, Uid> found = new TreeMap<>();
  private final SortedSet<Long> alone = new TreeSet<>();

  /** What a message is recognised by; equal texts, equal headers. */
  private record Message(long uid, String identity, String header) {
    static Message of(long uid, byte[] header) {
      String id = Fingerprint.messageId(header);
      String digest = Fingerprint.digest(header);
      return new Message(uid, id.isEmpty() ? digest : id, digest);
    }
  }

  /**
   * Who belongs to whom.
   *
   * @param partner the server's UID by the local one
   * @param alone local UIDs without a partner
   */
  record Found(Map<Uid, Uid> partner, UidSet alone) {}

  private Partners(FolderWork work) {
    this.work = work;
  }

  /** Looks for the partners of {@code here} among {@code there}. A vanished file needs none. */
  static Found of(FolderWork work, UidSet here, UidSet there) throws SyncException {
    Partners partners = new Partners(work);
    if (!there.isEmpty()) {
      work.remote()
          .facts(
              there,
              told ->
                  partners
                      .thereBySize
                      .computeIfAbsent(told.octets(), size -> new ArrayList<>())
                      .add(told.uid().value()));
    }
    for (Uid uid : here) {
      partners.look(uid);
    }
    partners.match();
    return new Found(partners.found, UidSet.of(numbers(partners.alone)));
  }

  private void look(Uid uid) throws SyncException {
    try {
      for (MessageSource form : work.forms(uid)) {
        long octets = form.wireOctets();
        if (thereBySize.containsKey(octets)) {
          Message message = Message.of(uid.value(), Fingerprint.of(form).header());
          hereBySize.computeIfAbsent(octets, size -> new ArrayList<>()).add(message);
          return;
        }
      }
      alone.add(uid.value());
    } catch (NoSuchFileException vanished) {
      return;
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot read the local message with UID " + uid + ": " + e, e, true);
    }
  }

  private void match() throws SyncException {
    SortedSet<Long> candidates = new TreeSet<>();
    hereBySize.keySet().forEach(size -> candidates.addAll(sized(size)));
    Map<Long, Message> there = new TreeMap<>();
    for (UidSet group : groups(UidSet.of(numbers(candidates)))) {
      work.remote()
          .headers(group)
          .forEach((uid, header) -> there.put(uid.value(), Message.of(uid.value(), header)));
    }
    hereBySize.forEach((size, here) -> {
      List<Message> same = new ArrayList<>();
      for (long uid : sized(size)) {
        Message message = there.get(uid);
        if (message != null) {
          same.add(message);
        }
      }
      match(here, same);
    });
  }

  private static long[] numbers(SortedSet<Long> uids) {
    return uids.stream().mapToLong(Long::longValue).toArray();
  }

  private List<Long> sized(long octets) {
    return thereBySize.getOrDefault(octets, List.of());
  }

  private static List<UidSet> groups(UidSet uids) {
    List<UidSet> groups = new ArrayList<>();
    long[] all = uids.toArray();
    for (int from = 0; from < all.length; from += HEADERS_AT_ONCE) {
      int to = Math.min(all.length, from + HEADERS_AT_ONCE);
      groups.add(UidSet.of(java.util.Arrays.copyOfRange(all, from, to)));
    }
    return groups;
  }

  /** All of one length. */
  private void match(List<Message> here, List<Message> there) {
    Map<String, List<Message>> candidates = by(Message::identity, there);
    by(Message::identity, here)
        .forEach((identity, like) -> {
          List<Message> others = candidates.getOrDefault(identity, List.of());
          if (like.size() == 1 && others.size() == 1) {
            pair(like.getFirst(), others.getFirst());
          } else {
            matchEqual(like, others);
          }
        });
  }

  private void matchEqual(List<Message> here, List<Message> there) {
    Map<String, List<Message>> candidates = by(Message::header, there);
    by(Message::header, here)
        .forEach((header, equal) -> {
          List<Message> others = candidates.getOrDefault(header, List.of());
          for (int i = 0; i < equal.size(); i++) {
            if (i < others.size()) {
              pair(equal.get(i), others.get(i));
            } else {
              alone.add(equal.get(i).uid());
            }
          }
        });
  }

  private void pair(Message here, Message there) {
    found.put(new Uid(here.uid()), new Uid(there.uid()));
  }

  /** Groups in each of which the UIDs ascend. */
  private static Map<String, List<Message>> by(
      Function<Message, String> trait, List<Message> messages) {
    Map<String, List<Message>> groups = new TreeMap<>();
    messages.stream()
        .sorted(Comparator.comparingLong(Message::uid))
        .forEach(m -> groups.computeIfAbsent(trait.apply(m), t -> new ArrayList<>()).add(m));
    return groups;
  }
}
