package org.offlineimap.sandbox;

import java.util.Optional;

/** CREATE (RFC 3501 6.3.3). */
final class CreateCommand implements Command {
  @Override
  public String name() {
    return "CREATE";
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
    String given = arguments.astring();
    String use = use(session, arguments);
    arguments.end();
    String separator = String.valueOf(session.store().separator());
    String name = given.endsWith(separator) ? given.substring(0, given.length() - 1) : given;
    if (name.isEmpty() || name.startsWith(separator) || name.contains(separator + separator)) {
      throw Refusal.no("[CANNOT] Not a possible name");
    }
    if (name.matches(".*\\^.*|.*  .*|(.*/)? .*|.* (/.*)?|Files")
        && session.shows(Behaviour.NAMES_REFUSED)) {
      throw Refusal.no("[CANNOT] Invalid folder name: " + name);
    }
    if (!name.startsWith(session.prefix())) {
      session.met(Behaviour.PREFIX_DEMANDED);
      throw Refusal.no("[CANNOT] Names begin with " + session.prefix());
    }
    Optional<Mailbox> known = session.store().find(name);
    noteCase(session, name, known);
    if (known.map(Mailbox::isSelectable).orElse(false)) {
      throw Refusal.no("[ALREADYEXISTS] Mailbox already exists");
    }
    Mailbox made = session.store().create(name);
    made.selectable(true);
    if (!use.isEmpty()) {
      made.use(use);
    }
    return (session.has(Capability.OBJECTID) ? "[MAILBOXID (" + made.objectId() + ")] " : "")
        + "Create completed.";
  }

  private static void noteCase(Session session, String name, Optional<Mailbox> known) {
    if (known.map(mailbox -> !mailbox.wireName().equals(name)).orElse(false)) {
      session.shows(Behaviour.CASE_INSENSITIVE_NAMES);
    }
  }

  /** {@code (USE (\\Sent))} (RFC 6154 3). */
  private static String use(Session session, Arguments arguments) throws Refusal {
    if (!arguments.take(' ')) {
      return "";
    }
    if (!session.has(Capability.CREATE_SPECIAL_USE) || !arguments.takeWord("(USE ")) {
      throw Refusal.bad("Unknown parameter");
    }
    String marks = String.join(" ", arguments.flags());
    arguments.expect(')');
    return marks;
  }
}
