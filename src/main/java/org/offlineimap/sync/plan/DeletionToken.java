package org.offlineimap.sync.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.offlineimap.mail.UidSet;

/** Names a set of withheld deletions, so that a confirmation holds for exactly these. */
final class DeletionToken {
  private static final int OCTETS = 5;

  private DeletionToken() {}

  /** Ten hex digits over the side and the UIDs. */
  static String of(Side side, UidSet uids) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((side + " " + uids).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
