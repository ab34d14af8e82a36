package org.offlineimap.mail;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A message to be sent: its exact length on the wire, and its octets, as often as they are asked
 * for.
 */
public interface MessageSource {
  /** The number of octets that {@link #writeTo} writes, line ends as CRLF (rule R3). */
  long wireOctets() throws IOException;

  /**
   * Writes all octets in wire form. May be called again after a failure.
   *
   * @throws java.nio.file.NoSuchFileException when the message has gone meanwhile
   */
  void writeTo(OutputStream out) throws IOException;
}
