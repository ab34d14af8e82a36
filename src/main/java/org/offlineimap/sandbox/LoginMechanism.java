package org.offlineimap.sandbox;

import java.io.IOException;

/** LOGIN, which no RFC describes: two questions. */
final class LoginMechanism implements Mechanism {
  @Override
  public Capability capability() {
    return Capability.AUTH_LOGIN;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    exchange.session().demandPrivacy();
    String user = exchange.ask("Username:");
    String password = exchange.ask("Password:");
    exchange.session().check(user, password);
    return exchange.session().loggedIn(user, "");
  }
}
