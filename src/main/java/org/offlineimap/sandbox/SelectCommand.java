package org.offlineimap.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * SELECT and EXAMINE (RFC 3501 6.3.1, 6.3.2), with CONDSTORE and QRESYNC (RFC 7162 3.1.8, 3.2.5).
 */
final class SelectCommand implements Command {
  private final boolean readOnly;

  SelectCommand(boolean readOnly) {
    this.readOnly = readOnly;
  }

  @Override
  public String name() {
    return readOnly ? "EXAMINE" : "SELECT";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String name = arguments.astring();
    if (!session.isIdentified() && session.shows(Behaviour.ID_REQUIRED)) {
      throw Refusal.no("SELECT Unsafe login: say ID first");
    }
    refuse(session, name);
    if (session.isSelected() && session.has(Capability.QRESYNC)) {
      session.printer().untagged("OK [CLOSED] Previous mailbox is closed.");
    }
    session.unselect();
    Optional<Resynchronisation> memory = parameters(session, arguments);
    arguments.end();
    boolean shut = readOnly || session.shows(Behaviour.READ_ONLY);
    Selected selected = new Selected(session.mailbox(name), shut, session.window());
    session.select(selected);
    if (selected.exists() < selected.mailbox().messages().size()) {
      session.shows(Behaviour.NEWEST_ONLY);
    }
    print(session, selected);
    if (memory.isPresent()) {
      memory.get().print(session, selected);
    }
    String access = shut ? "[READ-ONLY] " : "[READ-WRITE] ";
    return access + (readOnly ? "Examine completed." : "Select completed.");
  }

  private static void refuse(Session session, String name) throws IOException, Refusal {
    if (session.isFirstSelect() && session.shows(Behaviour.BUSY_AT_FIRST)) {
      throw Refusal.no("SELECT failed: server busy, try again later");
    }
    if (name.equals("Locked") && session.shows(Behaviour.GOODBYE_WHEN_LOCKED)) {
      session.printer().untagged("BYE Internal error: the folder is locked");
      session.wire().flush();
      throw new EOFException("ended as " + Behaviour.GOODBYE_WHEN_LOCKED);
    }
  }

  private static Optional<Resynchronisation> parameters(Session session, Arguments arguments)
      throws Refusal {
    Optional<Resynchronisation> memory = Optional.empty();
    if (!arguments.take(' ')) {
      return memory;
    }
    arguments.expect('(');
    do {
      switch (arguments.word()) {
        case "CONDSTORE" -> session.enable(Capability.CONDSTORE);
        case "QRESYNC" -> memory = Optional.of(Resynchronisation.parse(session, arguments));
        default -> throw Refusal.bad("Unknown parameter");
      }
    } while (arguments.take(' '));
    arguments.expect(')');
    return memory;
  }

  private static void print(Session session, Selected selected) throws IOException {
    ResponsePrinter printer = session.printer();
    Mailbox mailbox = selected.mailbox();
    String system = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";
    String words = String.join(" ", keywords(mailbox));
    printer.untagged("FLAGS (" + (system + " " + words).strip() + ")");
    String permanent = selected.isReadOnly() ? "" : (system + " " + words).strip() + " \\*";
    printer.untagged("OK [PERMANENTFLAGS (" + permanent + ")] Flags permitted.");
    printer.untagged(selected.exists() + " EXISTS");
    printer.untagged("0 RECENT");
    long validity = session.faults().uidValidity(mailbox.uidValidity());
    printer.untagged("OK [UIDVALIDITY " + validity + "] UIDs valid");
    if (!session.shows(Behaviour.NO_UIDNEXT)) {
      printer.untagged("OK [UIDNEXT " + mailbox.uidNext() + "] Predicted next UID");
    }
    if (session.has(Capability.OBJECTID)) {
      printer.untagged("OK [MAILBOXID (" + mailbox.objectId() + ")] Ok");
    }
    if (session.has(Capability.CONDSTORE)) {
      printModSeq(session, selected);
    }
  }

  private static void printModSeq(Session session, Selected selected) throws IOException {
    ResponsePrinter printer = session.printer();
    if (session.shows(Behaviour.NO_MODSEQ)) {
      printer.untagged("OK [NOMODSEQ] No mod-sequences here");
    } else {
      session.shows(Behaviour.MODSEQ_STUCK);
      printer.untagged("OK [HIGHESTMODSEQ " + selected.toldModSeq() + "] Highest");
    }
  }

  private static Set<String> keywords(Mailbox mailbox) {
    Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    mailbox.messages().forEach(m -> words.addAll(m.flags().keywords()));
    return words;
  }
}
