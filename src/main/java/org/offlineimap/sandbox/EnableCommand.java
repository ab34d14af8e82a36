package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.Optional;

/** ENABLE (RFC 5161): CONDSTORE is what can be switched on. */
final class EnableCommand implements Command {
  @Override
  public String name() {
    return "ENABLE";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.ENABLE);
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException, Refusal {
    StringBuilder enabled = new StringBuilder();
    while (arguments.take(' ')) {
      if (arguments.word().equals("CONDSTORE") && session.has(Capability.CONDSTORE)) {
        session.enableCondstore();
        enabled.append(" CONDSTORE");
      }
    }
    session.printer().untagged("ENABLED" + enabled);
    return "Enabled.";
  }
}
