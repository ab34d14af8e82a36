package org.offlineimap.sync;

import java.io.IOException;
import org.offlineimap.mail.MessageSource;

/**
 * What one form of a local message is recognised by.
 *
 * @param octets its length on the wire
 * @param sha256 of all of it, in lower-case hex
 * @param messageId its Message-ID field, or empty
 * @param header SHA-256 of the complete header octets
 */
record Print(long octets, String sha256, String messageId, String header) {
  static Print of(MessageSource form) throws IOException {
    Fingerprint print = Fingerprint.of(form);
    String header = Fingerprint.digest(print.header());
    return new Print(print.octets(), print.hex(), print.messageId(), header);
  }

  /** Whether a message of this length and header has what this has. */
  boolean has(long length, byte[] headerOctets) {
    return octets == length && header.equals(Fingerprint.digest(headerOctets));
  }

  /** The same where the message has another length on the server. */
  Print of(long length) {
    return new Print(length, sha256, messageId, header);
  }
}
