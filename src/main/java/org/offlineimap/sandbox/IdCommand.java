package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.Optional;

/** ID (RFC 2971). */
final class IdCommand implements Command {
  @Override
  public String name() {
    return "ID";
  }

  @Override
  public State state() {
    return State.ANY;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.ID);
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException {
    session.identified();
    session.printer().untagged("ID (\"name\" \"sandbox\")");
    return "ID completed.";
  }
}
