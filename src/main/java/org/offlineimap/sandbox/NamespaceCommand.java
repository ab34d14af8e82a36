package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.Optional;

/** NAMESPACE (RFC 2342). */
final class NamespaceCommand implements Command {
  @Override
  public String name() {
    return "NAMESPACE";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.NAMESPACE);
  }

  @Override
  public boolean isIndependent() {
    return true;
  }

  @Override
  public String run(Session session, Arguments arguments) throws IOException {
    char separator = session.store().separator();
    String prefix = ResponsePrinter.quoted(session.prefix());
    session.printer().untagged("NAMESPACE ((" + prefix + " \"" + separator + "\")) NIL NIL");
    return "Namespace completed.";
  }
}
