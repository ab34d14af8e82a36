package org.offlineimap.sandbox;

import java.io.IOException;

/** CAPABILITY (RFC 3501 6.1.1). */
final class CapabilityCommand implements Command {
  @Override
  public String name() {
    return "CAPABILITY";
  }

  @Override
  public State state() {
    return State.ANY;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException {
    session.printer().untagged("CAPABILITY " + session.capabilities());
    return "Capability completed.";
  }
}
