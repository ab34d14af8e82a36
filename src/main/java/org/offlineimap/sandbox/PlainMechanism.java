package org.offlineimap.sandbox;

import java.io.IOException;

/** PLAIN (RFC 4616). */
final class PlainMechanism implements Mechanism {
  @Override
  public Capability capability() {
    return Capability.AUTH_PLAIN;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    exchange.session().demandPrivacy();
    String[] parts = exchange.first().split("\0", -1);
    if (parts.length != 3) {
      throw Refusal.bad("Not a PLAIN message");
    }
    exchange.session().check(parts[1], parts[2]);
    return exchange.session().loggedIn(parts[1], parts[0]);
  }
}
