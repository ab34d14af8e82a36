package org.offlineimap.sandbox;

/** RENAME (RFC 3501 6.3.5), but for INBOX. */
final class RenameCommand implements Command {
  @Override
  public String name() {
    return "RENAME";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    Mailbox mailbox = session.mailbox(arguments.astring());
    arguments.space();
    String name = arguments.astring();
    if (mailbox.wireName().equals("INBOX")) {
      throw Refusal.no("[CANNOT] INBOX stays");
    }
    if (session.store().find(name).isPresent()) {
      throw Refusal.no("[ALREADYEXISTS] Mailbox already exists");
    }
    session.store().rename(mailbox, name);
    return "Rename completed.";
  }
}
