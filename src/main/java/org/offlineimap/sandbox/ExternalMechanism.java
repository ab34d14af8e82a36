package org.offlineimap.sandbox;

import java.io.IOException;

/** EXTERNAL (RFC 4422 appendix A): the name in the client's certificate. */
final class ExternalMechanism implements Mechanism {
  @Override
  public Capability capability() {
    return Capability.AUTH_EXTERNAL;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    String identity = exchange.first();
    String user = exchange.session().certifiedName();
    if (user.isEmpty()) {
      throw Refusal.no("[AUTHENTICATIONFAILED] No client certificate");
    }
    return exchange.session().loggedIn(user, identity);
  }
}
