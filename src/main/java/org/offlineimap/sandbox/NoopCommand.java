package org.offlineimap.sandbox;

/** NOOP and CHECK (RFC 3501 6.1.2, 6.4.1): the session tells what changed anyway. */
final class NoopCommand implements Command {
  private final String name;

  NoopCommand(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public State state() {
    return State.ANY;
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.end();
    return name + " completed.";
  }
}
