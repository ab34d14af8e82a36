package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A mailbox as one session sees it: the sequence numbers are those that the client was told, until
 * {@link #report} tells it more. Confined to the session's thread, or that of its IDLE.
 */
final class Selected {
  /** A message under the sequence number that this client knows it by. */
  record Numbered(int number, StoredMessage message) {}

  private final Mailbox mailbox;
  private final boolean readOnly;
  private List<Long> uids;
  private long toldModSeq;
  private Set<Long> saved = Set.of();

  Selected(Mailbox mailbox, boolean readOnly) {
    this.mailbox = mailbox;
    this.readOnly = readOnly;
    this.toldModSeq = mailbox.highestModSeq();
    this.uids = mailbox.messages().stream().map(StoredMessage::uid).toList();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  void demandWritable() throws Refusal {
    if (readOnly) {
      throw Refusal.no("[READ-ONLY] The mailbox was opened with EXAMINE");
    }
  }

  int exists() {
    return uids.size();
  }

  /** The messages of a set that still are there. */
  List<Numbered> numbered(SequenceSet set, boolean byUid) {
    List<Numbered> found = new ArrayList<>();
    long last = last(byUid);
    for (int i = 0; i < uids.size(); i++) {
      int number = i + 1;
      if (set.contains(byUid ? uids.get(i) : number, last)) {
        mailbox.message(uids.get(i)).ifPresent(m -> found.add(new Numbered(number, m)));
      }
    }
    return found;
  }

  /** What {@code *} means now. */
  long last(boolean byUid) {
    return byUid ? (uids.isEmpty() ? 0 : uids.getLast()) : uids.size();
  }

  /** All messages that the client knows and that still are there. */
  List<Numbered> numbered() throws Refusal {
    return uids.isEmpty() ? List.of() : numbered(SequenceSet.parse("1:*"), false);
  }

  /** Leaves out flag changes up to now that this session made, and reported, itself. */
  void ownChange(long modSeqBefore) {
    if (modSeqBefore == toldModSeq) {
      toldModSeq = mailbox.highestModSeq();
    }
  }

  long toldModSeq() {
    return toldModSeq;
  }

  /** What {@code $} stands for, as {@code SEARCH RETURN (SAVE)} left it (RFC 5182). */
  void save(List<Long> savedUids) {
    saved = Set.copyOf(savedUids);
  }

  /** The messages of a set as it was written, {@code $} included. */
  List<Numbered> numbered(String set, boolean byUid) throws Refusal {
    if (!set.equals("$")) {
      return numbered(SequenceSet.parse(set), byUid);
    }
    return numbered().stream().filter(each -> saved.contains(each.message().uid())).toList();
  }

  /** Prints what happened meanwhile; EXPUNGE only where the command allows it (RFC 3501 7.4.1). */
  void report(Session session, boolean mayExpunge) throws IOException {
    List<StoredMessage> now = mailbox.messages();
    long modSeq = mailbox.highestModSeq();
    if (mayExpunge) {
      expunged(session, now);
    }
    int known = uids.size();
    List<Long> grown = new ArrayList<>(uids);
    long last = uids.isEmpty() ? 0 : uids.getLast();
    now.stream().map(StoredMessage::uid).filter(uid -> uid > last).forEach(grown::add);
    if (grown.size() > known) {
      session.printer().untagged(grown.size() + " EXISTS");
      session.printer().untagged("0 RECENT");
    }
    uids = grown;
    for (StoredMessage message : now) {
      int index = Collections.binarySearch(uids, message.uid());
      if (message.modSeq() > toldModSeq && index >= 0 && index < known) {
        printFlags(session, new Numbered(index + 1, message));
      }
    }
    toldModSeq = modSeq;
  }

  /** A FETCH response that nobody asked for; with QRESYNC it has the UID (RFC 7162 3.2.4). */
  void printFlags(Session session, Numbered each) throws IOException {
    StoredMessage message = each.message();
    String head = session.isEnabled(Capability.QRESYNC) ? "UID " + message.uid() + " " : "";
    String tail =
        session.isEnabled(Capability.CONDSTORE) ? " MODSEQ (" + message.modSeq() + ")" : "";
    session
        .printer()
        .untagged(
            each.number() + " FETCH (" + head + "FLAGS (" + message.flags() + ")" + tail + ")");
  }

  private void expunged(Session session, List<StoredMessage> now) throws IOException {
    Set<Long> alive = new HashSet<>();
    now.forEach(m -> alive.add(m.uid()));
    List<Long> left = new ArrayList<>();
    List<Long> vanished = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (long uid : uids) {
      if (alive.contains(uid)) {
        left.add(uid);
      } else {
        vanished.add(uid);
        numbers.add(left.size() + 1);
      }
    }
    uids = left;
    if (!vanished.isEmpty() && session.isEnabled(Capability.QRESYNC)) {
      session.printer().untagged("VANISHED " + SequenceSet.print(vanished));
      return;
    }
    for (int number : numbers) {
      session.printer().untagged(number + " EXPUNGE");
    }
  }
}
