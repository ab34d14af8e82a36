package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import org.offlineimap.mail.SystemFlag;

/**
 * STATUS (RFC 3501 6.3.10), with HIGHESTMODSEQ (RFC 7162 3.1.7), MAILBOXID (RFC 8474), SIZE (RFC
 * 8438) and APPENDLIMIT (RFC 7889).
 */
final class StatusCommand implements Command {
  @Override
  public String name() {
    return "STATUS";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String name = arguments.astring();
    arguments.space();
    List<String> items = arguments.words();
    arguments.end();
    session.printer().untagged(answer(session, session.mailbox(name), items));
    return "Status completed.";
  }

  /** The untagged response, which LIST-STATUS prints too. */
  static String answer(Session session, Mailbox mailbox, List<String> items) throws Refusal {
    StringBuilder values = new StringBuilder();
    for (String item : items) {
      if (item.equals("UIDNEXT") && session.shows(Behaviour.NO_UIDNEXT)) {
        continue;
      }
      values.append(values.isEmpty() ? "" : " ").append(item).append(' ');
      values.append(value(session, mailbox, item));
    }
    return "STATUS " + ResponsePrinter.name(mailbox.wireName()) + " (" + values + ")";
  }

  private static String value(Session session, Mailbox mailbox, String item) throws Refusal {
    return switch (item) {
      case "MAILBOXID" -> {
        demand(session, Capability.OBJECTID);
        yield "(" + mailbox.objectId() + ")";
      }
      case "APPENDLIMIT" -> {
        demand(session, Capability.APPENDLIMIT);
        yield Long.toString(session.appendLimit());
      }
      default -> Long.toString(number(session, mailbox, item));
    };
  }

  private static void demand(Session session, Capability capability) throws Refusal {
    if (!session.has(capability)) {
      throw Refusal.bad(capability.text() + " was not announced");
    }
  }

  private static long number(Session session, Mailbox mailbox, String item) throws Refusal {
    return switch (item) {
      case "MESSAGES" ->
          session.shows(Behaviour.ODD_STATUS_NUMBERS)
              ? -1
              : Math.min(session.window(), mailbox.messages().size());
      case "RECENT" -> 0;
      case "UIDNEXT" -> mailbox.uidNext();
      case "UIDVALIDITY" -> session.faults().uidValidity(mailbox.uidValidity());
      case "UNSEEN" ->
          mailbox.messages().stream().filter(m -> !m.flags().contains(SystemFlag.SEEN)).count();
      case "SIZE" -> {
        demand(session, Capability.STATUS_SIZE);
        yield mailbox.messages().stream().mapToLong(m -> m.octets().length).sum();
      }
      case "HIGHESTMODSEQ" -> {
        session.enable(Capability.CONDSTORE);
        yield session.shows(Behaviour.NO_MODSEQ) ? 0 : mailbox.highestModSeq();
      }
      default -> throw Refusal.bad("Unknown item " + item);
    };
  }
}
