package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** ENABLE (RFC 5161): what is not known or not there is passed over. */
final class EnableCommand implements Command {
  private static final List<Capability> POSSIBLE =
      List.of(Capability.CONDSTORE, Capability.QRESYNC, Capability.UIDONLY);

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
      String word = arguments.word();
      for (Capability capability : POSSIBLE) {
        if (capability.text().equals(word) && session.has(capability)) {
          session.enable(capability);
          enabled.append(' ').append(word);
        }
      }
    }
    session.printer().untagged("ENABLED" + enabled);
    return "Enabled.";
  }
}
