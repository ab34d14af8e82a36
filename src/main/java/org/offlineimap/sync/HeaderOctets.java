package org.offlineimap.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.offlineimap.mail.MessageSource;

/** Header octets, as a message that has nothing else. Immutable. */
final class HeaderOctets implements MessageSource {
  private final byte[] octets;

  private HeaderOctets(byte[] octets) {
    this.octets = octets;
  }

  /** A header as {@code work} sends it: without the fields that are left out on the way. */
  static byte[] asSent(FolderWork work, byte[] header) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream(header.length);
    try {
      work.outgoing(new HeaderOctets(header)).writeTo(sent);
    } catch (IOException e) {
      throw new IllegalStateException("octets in memory can be read", e);
    }
    return sent.toByteArray();
  }

  @Override
  public long wireOctets() {
    return octets.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(octets);
  }
}
