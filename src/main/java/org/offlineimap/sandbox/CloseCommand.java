package org.offlineimap.sandbox;

import java.util.Optional;

/** CLOSE (RFC 3501 6.4.2) and UNSELECT (RFC 3691). */
final class CloseCommand implements Command {
  @Override
  public String name() {
    return "CLOSE";
  }

  @Override
  public State state() {
    return State.SELECTED;
  }

  @Override
  public String run(Session session, Arguments arguments) {
    Selected selected = session.selected();
    if (!selected.isReadOnly()) {
      ExpungeCommand.expunge(selected, selected.mailbox().messages());
    }
    session.unselect();
    return "Close completed.";
  }

  /** Leaves without expunging. */
  static final class Unselect implements Command {
    @Override
    public String name() {
      return "UNSELECT";
    }

    @Override
    public State state() {
      return State.SELECTED;
    }

    @Override
    public Optional<Capability> needs() {
      return Optional.of(Capability.UNSELECT);
    }

    @Override
    public String run(Session session, Arguments arguments) {
      session.unselect();
      return "Unselect completed.";
    }
  }
}
