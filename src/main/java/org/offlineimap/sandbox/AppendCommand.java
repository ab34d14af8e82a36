package org.offlineimap.sandbox;

import java.time.OffsetDateTime;
import org.offlineimap.mail.FlagSet;

/** APPEND (RFC 3501 6.3.11), with APPENDUID (RFC 4315 3). */
final class AppendCommand implements Command {
  @Override
  public String name() {
    return "APPEND";
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
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    String name = arguments.astring();
    arguments.space();
    FlagSet flags = FlagSet.none();
    if (arguments.peek() == '(') {
      flags = FlagSet.ofImapNames(arguments.flags());
      arguments.space();
    }
    OffsetDateTime date = OffsetDateTime.now(session.clock());
    if (arguments.peek() == '"') {
      date = Dates.parse(arguments.string());
      arguments.space();
    }
    byte[] octets = arguments.literal();
    arguments.end();
    Mailbox mailbox = target(session, name);
    long uid = mailbox.deliver(octets, flags, date);
    String code = "[APPENDUID " + mailbox.uidValidity() + " " + uid + "] ";
    return (session.has(Capability.UIDPLUS) ? code : "") + "Append completed.";
  }

  private static Mailbox target(Session session, String name) throws Refusal {
    return session
        .store()
        .find(name)
        .filter(Mailbox::isSelectable)
        .orElseThrow(() -> Refusal.no("[TRYCREATE] No mailbox " + name));
  }
}
