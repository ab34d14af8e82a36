package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The exchange of one AUTHENTICATE (RFC 3501 6.2.2): challenges and responses in base64. Confined
 * to its session.
 */
final class Exchange {
  private final Session session;
  private final Optional<String> initial;

  /** {@code initial} is the response that came with the command. */
  Exchange(Session session, Optional<String> initial) {
    this.session = session;
    this.initial = initial;
  }

  Session session() {
    return session;
  }

  /**
   * The client's first message: what came with the command, or the answer to an empty challenge.
   */
  String first() throws IOException, Refusal {
    return initial.isPresent() ? decoded(initial.get()) : ask("");
  }

  /** The client's answer to a challenge. */
  String ask(String challenge) throws IOException, Refusal {
    byte[] octets = challenge.getBytes(StandardCharsets.UTF_8);
    session.printer().continuation(Base64.getEncoder().encodeToString(octets));
    String line = session.reader().line();
    if (line.equals("*")) {
      throw Refusal.bad("Cancelled");
    }
    return decoded(line);
  }

  private static String decoded(String base64) throws Refusal {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("Not base64: " + e.getMessage());
    }
  }
}
