package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.HexFormat;

/** CRAM-MD5 (RFC 2195). */
final class CramMechanism implements Mechanism {
  @Override
  public Capability capability() {
    return Capability.AUTH_CRAM_MD5;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    String challenge = "<" + System.nanoTime() + "@sandbox>";
    String answer = exchange.ask(challenge);
    int blank = answer.lastIndexOf(' ');
    if (blank < 0) {
      throw Refusal.bad("Not a CRAM-MD5 message");
    }
    String user = answer.substring(0, blank);
    String password = exchange.session().password(user);
    byte[] wanted = Digests.mac("HmacMD5", Digests.octets(password), challenge);
    if (!HexFormat.of().formatHex(wanted).equals(answer.substring(blank + 1))) {
      throw Session.wrongPassword();
    }
    return exchange.session().loggedIn(user, "");
  }
}
