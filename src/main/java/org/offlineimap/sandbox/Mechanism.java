package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One way to log in by AUTHENTICATE: a class and a file each. Implementations have no state. */
interface Mechanism {
  /** All that the server can be told to announce. */
  List<Mechanism> ALL =
      List.of(
          new PlainMechanism(),
          new LoginMechanism(),
          new CramMechanism(),
          new ScramMechanism(Capability.AUTH_SCRAM_SHA_1, "SHA-1", "HmacSHA1"),
          new ScramMechanism(Capability.AUTH_SCRAM_SHA_256, "SHA-256", "HmacSHA256"),
          new BearerMechanism(Capability.AUTH_XOAUTH2),
          new BearerMechanism(Capability.AUTH_OAUTHBEARER),
          new ExternalMechanism());

  /** What announces it: {@code AUTH=} and its name. */
  Capability capability();

  /** Talks with the client and logs it in; answers the text of the OK. */
  String login(Exchange exchange) throws IOException, Refusal;

  /** The mechanism of this name, if it is announced. */
  static Optional<Mechanism> named(Session session, String name) {
    return ALL.stream()
        .filter(each -> each.capability().text().equals("AUTH=" + name))
        .filter(each -> session.has(each.capability()))
        .findFirst();
  }
}
