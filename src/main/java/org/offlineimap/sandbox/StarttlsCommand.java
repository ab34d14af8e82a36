package org.offlineimap.sandbox;

import java.util.Optional;

/** STARTTLS (RFC 3501 6.2.1); the session starts TLS after the OK. */
final class StarttlsCommand implements Command {
  @Override
  public String name() {
    return "STARTTLS";
  }

  @Override
  public State state() {
    return State.NOT_AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.STARTTLS);
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.end();
    if (session.isTls() || !session.isTlsPossible()) {
      throw Refusal.bad("No TLS now");
    }
    if (session.is(Behaviour.STARTTLS_REFUSED)) {
      session.met(Behaviour.STARTTLS_REFUSED);
      throw Refusal.no("[UNAVAILABLE] TLS is not possible now");
    }
    session.shows(Behaviour.OWN_CERTIFICATE);
    return "Begin TLS negotiation now.";
  }
}
