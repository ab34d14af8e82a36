package org.offlineimap.sandbox;

/** SUBSCRIBE and UNSUBSCRIBE (RFC 3501 6.3.6, 6.3.7). */
final class SubscribeCommand implements Command {
  private final boolean wanted;

  SubscribeCommand(boolean wanted) {
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return wanted ? "SUBSCRIBE" : "UNSUBSCRIBE";
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
    session.store().subscribe(arguments.astring(), wanted);
    return name() + " completed.";
  }
}
