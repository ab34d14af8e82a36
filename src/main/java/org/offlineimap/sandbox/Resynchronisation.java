package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;

/**
 * The QRESYNC parameter of SELECT (RFC 7162 3.2.5): what the client remembers. Its sequence match
 * data is read and not needed, since this server forgets no expunged message. Immutable.
 */
record Resynchronisation(long uidValidity, long modSeq, SequenceSet known) {
  /** Reads what follows the word QRESYNC. */
  static Resynchronisation parse(Session session, Arguments arguments) throws Refusal {
    if (!session.isEnabled(Capability.QRESYNC)) {
      throw Refusal.bad("QRESYNC was not enabled");
    }
    arguments.space();
    arguments.expect('(');
    long validity = arguments.number();
    arguments.space();
    long modSeq = arguments.number();
    SequenceSet known = SequenceSet.parse("1:*");
    while (arguments.take(' ')) {
      if (arguments.take('(')) {
        matchData(arguments);
      } else {
        known = SequenceSet.parse(arguments.set());
      }
    }
    arguments.expect(')');
    return new Resynchronisation(validity, modSeq, known);
  }

  private static void matchData(Arguments arguments) throws Refusal {
    SequenceSet.parse(arguments.set());
    arguments.space();
    SequenceSet.parse(arguments.set());
    arguments.expect(')');
  }

  /** Tells what vanished and what changed; nothing when the UIDs are others now. */
  void print(Session session, Selected selected) throws IOException {
    if (session.faults().uidValidity(selected.mailbox().uidValidity()) != uidValidity) {
      return;
    }
    vanished(session, selected.mailbox(), known, modSeq);
    for (Selected.Numbered each : selected.numbered(known, true)) {
      if (each.message().modSeq() > modSeq) {
        selected.printFlags(session, each);
      }
    }
  }

  /** Tells which of {@code asked} were expunged after {@code modSeq}. */
  static void vanished(Session session, Mailbox mailbox, SequenceSet asked, long modSeq)
      throws IOException {
    long last = mailbox.uidNext() - 1;
    List<Long> uids =
        mailbox.expungedSince(modSeq).stream().filter(uid -> asked.contains(uid, last)).toList();
    if (!uids.isEmpty()) {
      session.printer().untagged("VANISHED (EARLIER) " + SequenceSet.print(uids));
    }
  }
}
