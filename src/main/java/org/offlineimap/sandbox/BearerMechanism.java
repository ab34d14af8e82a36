package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** XOAUTH2 (Google's and Microsoft's pages) and OAUTHBEARER (RFC 7628): a token for a user. */
final class BearerMechanism implements Mechanism {
  private static final String SEPARATOR = "\u0001";
  private static final Pattern XOAUTH2 =
      Pattern.compile("user=([^\u0001]*)\u0001auth=Bearer ([^\u0001]*)\u0001\u0001");
  private static final Pattern OAUTHBEARER =
      Pattern.compile(
          "n,a=([^,]*),\u0001(?:[a-z]+=[^\u0001]*\u0001)*?auth=Bearer ([^\u0001]*)"
              + "\u0001(?:[a-z]+=[^\u0001]*\u0001)*\u0001");

  private final Capability capability;

  BearerMechanism(Capability capability) {
    this.capability = capability;
  }

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    exchange.session().demandPrivacy();
    boolean old = capability == Capability.AUTH_XOAUTH2;
    Matcher matcher = (old ? XOAUTH2 : OAUTHBEARER).matcher(exchange.first());
    if (!matcher.matches()) {
      throw Refusal.bad("Not a message of " + capability.text());
    }
    String user = matcher.group(1).replace("=2C", ",").replace("=3D", "=");
    if (!exchange.session().isToken(user, matcher.group(2))) {
      String answer =
          exchange.ask(
              "{\"status\":\""
                  + (old ? "400" : "invalid_token")
                  + "\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example/\"}");
      if (!answer.equals(old ? "" : SEPARATOR)) {
        throw Refusal.bad("Expected the empty answer to an error");
      }
      throw Refusal.no("[AUTHENTICATIONFAILED] Invalid credentials");
    }
    return exchange.session().loggedIn(user, "");
  }
}
