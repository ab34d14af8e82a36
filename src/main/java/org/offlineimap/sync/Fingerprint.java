package org.offlineimap.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.offlineimap.mail.MessageSource;

/**
 * What a message is recognised by, taken from its wire form as it streams past: length, SHA-256 and
 * the complete header octets. Headers beyond a limit are not kept.
 */
final class Fingerprint extends OutputStream {
  private static final int HEADER_LIMIT = 1 << 20;
  private static final Pattern MESSAGE_ID =
      Pattern.compile(
          "^message-id:[ \\t\\r\\n]*([^\\r\\n]*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final MessageDigest digest = sha256();
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private long octets;
  private int lineEnds;
  private boolean inHeader = true;
  private boolean hasNul;

  static Fingerprint of(MessageSource source) throws IOException {
    Fingerprint print = new Fingerprint();
    source.writeTo(print);
    return print;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    digest.update(buffer, offset, length);
    octets += length;
    for (int i = offset; i < offset + length; i++) {
      hasNul |= buffer[i] == 0;
      if (inHeader) {
        keep(buffer[i]);
      }
    }
  }

  /** Whether an octet is NUL, which an ordinary literal may not hold (RFC 9051 9). */
  boolean hasNul() {
    return hasNul;
  }

  /** The header ends with the first empty line, which belongs to it. */
  private void keep(byte octet) {
    header.write(octet);
    if (octet == '\n') {
      lineEnds++;
    } else if (octet != '\r') {
      lineEnds = 0;
    }
    boolean emptyFirstLine = lineEnds == 1 && header.size() <= 2;
    inHeader = lineEnds < 2 && !emptyFirstLine && header.size() < HEADER_LIMIT;
  }

  long octets() {
    return octets;
  }

  byte[] header() {
    return header.toByteArray();
  }

  /** The Message-ID field's body, or empty. */
  String messageId() {
    return messageId(header());
  }

  static String messageId(byte[] header) {
    Matcher found = MESSAGE_ID.matcher(new String(header, StandardCharsets.ISO_8859_1));
    return found.find() ? found.group(1).strip() : "";
  }

  /** SHA-256 of some octets, in lower-case hex. */
  static String digest(byte[] octets) {
    return HexFormat.of().formatHex(sha256().digest(octets));
  }

  /** SHA-256 in lower-case hex; ends the use of this object. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
