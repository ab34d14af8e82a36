package org.offlineimap.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageSource;

/**
 * A message in a fake.
 *
 * @param text its octets in wire form, as Latin-1
 * @param flags its flags
 * @param uid its UID, where it has one
 */
public record FakeMail(String text, FlagSet flags, Optional<Long> uid) {
  FakeMail with(FlagSet changed) {
    return new FakeMail(text, changed, uid);
  }

  FakeMail with(Optional<Long> changed) {
    return new FakeMail(text, flags, changed);
  }

  byte[] octets() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  MessageSource source() {
    return new MessageSource() {
      @Override
      public long wireOctets() {
        return octets().length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(octets());
      }
    };
  }
}
