package org.offlineimap.sandbox;

/** DELETE (RFC 3501 6.3.4). */
final class DeleteCommand implements Command {
  @Override
  public String name() {
    return "DELETE";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    Mailbox mailbox = session.mailbox(arguments.astring());
    if (mailbox.wireName().equals("INBOX")) {
      throw Refusal.no("[CANNOT] INBOX stays");
    }
    session.store().delete(mailbox);
    return "Delete completed.";
  }
}
