package org.offlineimap.sandbox;

import java.io.IOException;

/** LOGOUT (RFC 3501 6.1.3). */
final class LogoutCommand implements Command {
  @Override
  public String name() {
    return "LOGOUT";
  }

  @Override
  public State state() {
    return State.ANY;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException {
    session.printer().untagged("BYE Logging out");
    session.unselect();
    session.end();
    return "Logout completed.";
  }
}
