package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.util.OptionalLong;
import org.offlineimap.imap.wire.Literal;

/** Takes message octets while a FETCH response is being read. */
@FunctionalInterface
public interface BodyReceiver {
  /**
   * Called for each {@code BODY[...]} value that is not NIL. What is not transferred is skipped.
   *
   * @param uid of the message, where the server named it before the body
   * @param section what stands in the brackets, upper case; empty for the whole message
   * @param body its octets
   * @throws IOException only for trouble with the connection
   */
  void receive(OptionalLong uid, String section, Literal body) throws IOException;
}
