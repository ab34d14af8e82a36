package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** AUTHENTICATE PLAIN (RFC 3501 6.2.2, RFC 4616), with an initial response (RFC 4959). */
final class AuthenticateCommand implements Command {
  @Override
  public String name() {
    return "AUTHENTICATE";
  }

  @Override
  public State state() {
    return State.NOT_AUTHENTICATED;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    arguments.space();
    String mechanism = arguments.word();
    if (!mechanism.equals("PLAIN") || !session.has(Capability.AUTH_PLAIN)) {
      throw Refusal.no("[CANNOT] Unsupported mechanism");
    }
    String[] parts = decode(response(session, arguments)).split("\0", -1);
    if (parts.length != 3) {
      throw Refusal.bad("Not a PLAIN message");
    }
    return session.login(parts[1], parts[2]);
  }

  private static String response(Session session, Arguments arguments) throws IOException, Refusal {
    if (arguments.atEnd()) {
      session.printer().continuation("");
      return session.reader().line();
    }
    if (!session.has(Capability.SASL_IR)) {
      throw Refusal.bad("Too many arguments");
    }
    arguments.space();
    return arguments.base64();
  }

  private static String decode(String base64) throws Refusal {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("Not base64: " + e.getMessage());
    }
  }
}
