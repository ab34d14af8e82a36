package org.offlineimap.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.MessageNote;

/**
 * Finds which messages of the disk are which of the server's when the UIDs say nothing any more
 * (reference: beyond 3): equal length and Message-ID, without one equal header octets, and an equal
 * INTERNALDATE where it is remembered. Where several are alike in that, header octets decide, and
 * equal messages pair by number.
 */
final class Partners {
  private static final int HEADERS_AT_ONCE = 500;

  private final FolderWork work;
  private final Map<Long, List<Long>> thereBySize = new TreeMap<>();
  private final Map<Long, List<Message>> hereBySize = new TreeMap<>();
  private final Map<Uid, Uid> found = new TreeMap<>();
  private final SortedSet<Long> alone = new TreeSet<>();
  private final Map<Long, Long> thereDates = new TreeMap<>();
  private final Map<Uid, MessageNote> notes;

  /**
   * What a message is recognised by; equal texts, equal headers.
   *
   * @param date seconds since 1970; empty where it was not told, or is not remembered
   */
  private record Message(long uid, String identity, String header, OptionalLong date) {
    static Message of(long uid, byte[] header, OptionalLong date) {
      String id = Fingerprint.messageId(header);
      String digest = Fingerprint.digest(header);
      return new Message(uid, id.isEmpty() ? digest : id, digest, date);
    }

    boolean mayBe(Message other) {
      return date.isEmpty() || other.date.isEmpty() || date.equals(other.date);
    }
  }

  /**
   * Who belongs to whom.
   *
   * @param partner the server's UID by the local one
   * @param alone local UIDs without a partner
   */
  record Found(Map<Uid, Uid> partner, UidSet alone) {}

  private Partners(FolderWork work, Map<Uid, MessageNote> notes) {
    this.work = work;
    this.notes = notes;
  }

  /**
   * Looks for the partners of {@code here} among {@code there}. A vanished file needs none.
   *
   * @param uidValidity under which {@code here} were last known
   */
  static Found of(FolderWork work, UidSet here, UidSet there, long uidValidity)
      throws SyncException {
    Partners partners = new Partners(work, work.notes().find(work.pair().key(), uidValidity, here));
    if (!there.isEmpty()) {
      work.remote().facts(there, partners::note);
    }
    for (Uid uid : here) {
      partners.look(uid);
    }
    partners.match();
    return new Found(partners.found, UidSet.of(numbers(partners.alone)));
  }

  private void note(RemoteFolder.Facts told) {
    long uid = told.uid().value();
    thereBySize.computeIfAbsent(told.octets(), size -> new ArrayList<>()).add(uid);
    told.internalDate().ifPresent(date -> thereDates.put(uid, date.getEpochSecond()));
  }

  private OptionalLong dateHere(Uid uid) {
    MessageNote note = notes.get(uid);
    return note == null ? OptionalLong.empty() : note.internalDateSeconds();
  }

  private OptionalLong dateThere(Uid uid) {
    Long date = thereDates.get(uid.value());
    return date == null ? OptionalLong.empty() : OptionalLong.of(date);
  }

  private void look(Uid uid) throws SyncException {
    try {
      for (MessageSource form : work.forms(uid)) {
        long octets = form.wireOctets();
        if (thereBySize.containsKey(octets)) {
          Message message = Message.of(uid.value(), Fingerprint.of(form).header(), dateHere(uid));
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
          .forEach((uid, header) ->
              there.put(uid.value(), Message.of(uid.value(), header, dateThere(uid))));
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
            pairIfDatesAgree(like.getFirst(), others);
          } else {
            matchEqual(like, others);
          }
        });
  }

  /** Those whose date is remembered choose first. */
  private void matchEqual(List<Message> here, List<Message> there) {
    Map<String, List<Message>> candidates = by(Message::header, there);
    by(Message::header, here)
        .forEach((header, equal) -> {
          List<Message> others = new ArrayList<>(candidates.getOrDefault(header, List.of()));
          for (boolean dated : new boolean[] {true, false}) {
            equal.stream()
                .filter(message -> message.date().isPresent() == dated)
                .forEach(message -> pairIfDatesAgree(message, others));
          }
        });
  }

  /** With the first that may be it, which is taken out. */
  private void pairIfDatesAgree(Message here, List<Message> there) {
    for (int i = 0; i < there.size(); i++) {
      if (here.mayBe(there.get(i))) {
        pair(here, there.remove(i));
        return;
      }
    }
    alone.add(here.uid());
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
