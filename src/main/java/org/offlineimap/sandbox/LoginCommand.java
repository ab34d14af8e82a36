package org.offlineimap.sandbox;

/** LOGIN (RFC 3501 6.2.3). */
final class LoginCommand implements Command {
  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public State state() {
    return State.NOT_AUTHENTICATED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    session.log().mechanism("LOGIN command");
    session.demandPrivacy();
    arguments.space();
    String user = arguments.astring();
    arguments.space();
    String password = arguments.astring();
    arguments.end();
    session.check(user, password);
    return session.loggedIn(user, "");
  }
}
