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
  private final Set<Long> toldGone = new HashSet<>();
  private long lowestDone;

  /** {@code window} is how many of the newest messages show. */
  Selected(Mailbox mailbox, boolean readOnly, int window) {
    this.mailbox = mailbox;
    this.readOnly = readOnly;
    this.toldModSeq = mailbox.highestModSeq();
    List<StoredMessage> all = mailbox.messages();
    this.uids =
        all.subList(Math.max(0, all.size() - window), all.size()).stream()
            .map(StoredMessage::uid)
            .toList();
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

  /** The last {@code limit} of the messages that a command is about (RFC 9738 3). */
  List<Numbered> limited(List<Numbered> messages, int limit) {
    boolean over = messages.size() > limit;
    List<Numbered> left =
        over ? messages.subList(messages.size() - limit, messages.size()) : messages;
    lowestDone = over ? left.getFirst().message().uid() : 0;
    return left;
  }

  /** The response code that tells what the last command left out; empty for nothing. */
  String limitCode(int limit) {
    String code = lowestDone == 0 ? "" : "[MESSAGELIMIT " + limit + " " + lowestDone + "] ";
    lowestDone = 0;
    return code;
  }

  /** The messages of a set as it was written, {@code $} included. */
  List<Numbered> numbered(String set, boolean byUid) throws Refusal {
    if (!set.equals("$")) {
      return numbered(SequenceSet.parse(set), byUid);
    }
    return numbered().stream().filter(each -> saved.contains(each.message().uid())).toList();
  }

  /** The messages from a number on. */
  List<Numbered> numberedFrom(int first) {
    List<Numbered> found = new ArrayList<>();
    for (int i = first - 1; i < uids.size(); i++) {
      int number = i + 1;
      mailbox.message(uids.get(i)).ifPresent(m -> found.add(new Numbered(number, m)));
    }
    return found;
  }

  /**
   * Prints what happened meanwhile; EXPUNGE only where the command allows it (RFC 3501 7.4.1).
   *
   * @return how many messages there were that the client knew
   */
  int report(Session session, boolean mayExpunge) throws IOException {
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
    return known;
  }

  /** A FETCH response that nobody asked for; with QRESYNC it has the UID (RFC 7162 3.2.4). */
  void printFlags(Session session, Numbered each) throws IOException {
    StoredMessage message = each.message();
    boolean only = session.isEnabled(Capability.UIDONLY);
    boolean uid = session.isEnabled(Capability.QRESYNC) && !only;
    String tail =
        session.isEnabled(Capability.CONDSTORE) ? " MODSEQ (" + message.modSeq() + ")" : "";
    session
        .printer()
        .untagged(
            head(session, each)
                + (uid ? "UID " + message.uid() + " " : "")
                + "FLAGS ("
                + message.flags()
                + ")"
                + tail
                + ")");
  }

  /** How a FETCH response begins; with UIDONLY it is UIDFETCH (RFC 9586 3.3). */
  static String head(Session session, Numbered each) {
    return session.isEnabled(Capability.UIDONLY)
        ? each.message().uid() + " UIDFETCH ("
        : each.number() + " FETCH (";
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
      } else if (session.is(Behaviour.EXPUNGE_KEEPS_NUMBERS)) {
        left.add(uid);
        if (toldGone.add(uid)) {
          session.met(Behaviour.EXPUNGE_KEEPS_NUMBERS);
          vanished.add(uid);
          numbers.add(left.size());
        }
      } else {
        vanished.add(uid);
        numbers.add(left.size() + 1);
      }
    }
    uids = left;
    boolean byUid = session.isEnabled(Capability.QRESYNC) || session.isEnabled(Capability.UIDONLY);
    if (!vanished.isEmpty() && byUid) {
      session.printer().untagged("VANISHED " + SequenceSet.print(vanished));
      return;
    }
    for (int number : numbers) {
      session.printer().untagged(number + " EXPUNGE");
    }
  }
}
