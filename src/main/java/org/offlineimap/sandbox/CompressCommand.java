package org.offlineimap.sandbox;

import java.util.Optional;

/** COMPRESS DEFLATE (RFC 4978); the session compresses after the OK. */
final class CompressCommand implements Command {
  @Override
  public String name() {
    return "COMPRESS";
  }

  @Override
  public State state() {
    return State.AUTHENTICATED;
  }

  @Override
  public Optional<Capability> needs() {
    return Optional.of(Capability.COMPRESS);
  }

  @Override
  public String run(Session session, Arguments arguments) throws Refusal {
    arguments.space();
    if (!arguments.word().equals("DEFLATE")) {
      throw Refusal.bad("Unknown mechanism");
    }
    arguments.end();
    if (session.wire().isCompressed()) {
      throw Refusal.no("[COMPRESSIONACTIVE] DEFLATE active");
    }
    return "DEFLATE active";
  }
}
