package org.offlineimap.imap.wire;

import java.io.IOException;
import java.io.OutputStream;

/** A string value on its way in, of known length and not yet read. Used at most once. */
public interface Literal {
  /** Its announced length in octets. */
  long octets();

  /**
   * Copies all octets into {@code out}, through one fixed buffer.
   *
   * @throws IOException the stream ended, or {@code out} failed; what is left is skipped later
   */
  void transferTo(OutputStream out) throws IOException;
}
