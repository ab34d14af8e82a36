package org.offlineimap.imap.wire;

import java.io.IOException;
import java.io.Serial;

/**
 * Octets that are no IMAP, or exceed a limit. The place in the stream is not lost: {@link
 * WireReader#skipResponse} leads to the next response.
 */
public final class WireException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** Says what was found or expected, without any content of a message. */
  public WireException(String message) {
    super(message);
  }
}
