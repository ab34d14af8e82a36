package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
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
    long last = byUid ? (uids.isEmpty() ? 0 : uids.getLast()) : uids.size();
    for (int i = 0; i < uids.size(); i++) {
      int number = i + 1;
      if (set.contains(byUid ? uids.get(i) : number, last)) {
        mailbox.message(uids.get(i)).ifPresent(m -> found.add(new Numbered(number, m)));
      }
    }
    return found;
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

  /** Prints what happened meanwhile; EXPUNGE only where the command allows it (RFC 3501 7.4.1). */
  void report(ResponsePrinter printer, boolean mayExpunge, boolean withModSeq) throws IOException {
    List<StoredMessage> now = mailbox.messages();
    long modSeq = mailbox.highestModSeq();
    if (mayExpunge) {
      expunged(printer, now);
    }
    Set<Long> known = new HashSet<>(uids);
    List<Long> grown = new ArrayList<>(uids);
    long last = uids.isEmpty() ? 0 : uids.getLast();
    now.stream().map(StoredMessage::uid).filter(uid -> uid > last).forEach(grown::add);
    if (grown.size() > uids.size()) {
      printer.untagged(grown.size() + " EXISTS");
      printer.untagged("0 RECENT");
    }
    uids = grown;
    for (StoredMessage message : now) {
      if (message.modSeq() > toldModSeq && known.contains(message.uid())) {
        String tail = withModSeq ? " MODSEQ (" + message.modSeq() + ")" : "";
        int number = uids.indexOf(message.uid()) + 1;
        printer.untagged(number + " FETCH (FLAGS (" + message.flags() + ")" + tail + ")");
      }
    }
    toldModSeq = modSeq;
  }

  private void expunged(ResponsePrinter printer, List<StoredMessage> now) throws IOException {
    Set<Long> alive = new HashSet<>();
    now.forEach(m -> alive.add(m.uid()));
    List<Long> left = new ArrayList<>();
    for (long uid : uids) {
      if (alive.contains(uid)) {
        left.add(uid);
      } else {
        printer.untagged((left.size() + 1) + " EXPUNGE");
      }
    }
    uids = left;
  }
}
