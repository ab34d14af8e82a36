package org.offlineimap.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The mailbox name encoding of IMAP4rev1 (RFC 3501 5.1.3). Stateless. */
public final class ModifiedUtf7 {
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private ModifiedUtf7() {}

  /** The wire form of a name: printable ASCII as it is, {@code &} as {@code &-}, the rest coded. */
  public static String encode(String name) {
    StringBuilder wire = new StringBuilder(name.length());
    int at = 0;
    while (at < name.length()) {
      int end = at;
      while (end < name.length() && !isPlain(name.charAt(end))) {
        end++;
      }
      if (end > at) {
        wire.append('&').append(shifted(name.substring(at, end))).append('-');
      } else {
        char plain = name.charAt(end++);
        wire.append(plain == '&' ? "&-" : String.valueOf(plain));
      }
      at = end;
    }
    return wire.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~';
  }

  private static String shifted(String text) {
    byte[] utf16 = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      utf16[2 * i] = (byte) (text.charAt(i) >> 8);
      utf16[2 * i + 1] = (byte) text.charAt(i);
    }
    return ENCODER.encodeToString(utf16).replace('/', ',');
  }

  /**
   * The name behind a wire form; empty when it is not valid modified UTF-7. Superfluous encodings
   * of plain characters are tolerated, so {@code encode(decode(x))} may differ from {@code x}:
   * commands must go on using the server's own spelling.
   */
  public static Optional<String> decode(String wire) {
    StringBuilder name = new StringBuilder(wire.length());
    int at = 0;
    while (at < wire.length()) {
      char c = wire.charAt(at++);
      if (c != '&') {
        if (!isPlain(c)) {
          return Optional.empty();
        }
        name.append(c);
        continue;
      }
      int end = wire.indexOf('-', at);
      Optional<String> part = end < 0 ? Optional.empty() : unshifted(wire.substring(at, end));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      name.append(part.get());
      at = end + 1;
    }
    return Optional.of(name.toString());
  }

  private static Optional<String> unshifted(String base64) {
    if (base64.isEmpty()) {
      return Optional.of("&");
    }
    if (base64.indexOf('/') >= 0 || base64.indexOf('=') >= 0) {
      return Optional.empty();
    }
    try {
      byte[] utf16 = DECODER.decode(base64.replace(',', '/'));
      return Optional.of(
          StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(utf16)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // Not base64, half a code unit, or a lone surrogate: the caller learns it from the absence.
      return Optional.empty();
    }
  }
}
