package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.Optional;

/** AUTHENTICATE (RFC 3501 6.2.2), with an initial response (RFC 4959). */
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
    String name = arguments.word();
    session.log().mechanism(name);
    Mechanism mechanism =
        Mechanism.named(session, name)
            .orElseThrow(() -> Refusal.no("[CANNOT] Unsupported mechanism"));
    Optional<String> initial = Optional.empty();
    if (!arguments.atEnd()) {
      if (!session.has(Capability.SASL_IR)) {
        throw Refusal.bad("Too many arguments");
      }
      session.log().initialResponse();
      arguments.space();
      initial = Optional.of(arguments.base64());
    }
    return mechanism.login(new Exchange(session, initial));
  }
}
