package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Mailbox names on the wire (RFC 3501 5.1.3), written apart from the client's own. */
final class ModifiedUtf7 {
  private ModifiedUtf7() {}

  static String encode(String name) {
    StringBuilder wire = new StringBuilder();
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x20 && c <= 0x7e) {
        shift(wire, run);
        wire.append(c == '&' ? "&-" : String.valueOf(c));
      } else {
        run.append(c);
      }
    }
    shift(wire, run);
    return wire.toString();
  }

  private static void shift(StringBuilder wire, StringBuilder run) {
    if (!run.isEmpty()) {
      byte[] units = run.toString().getBytes(StandardCharsets.UTF_16BE);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(units);
      wire.append('&').append(base64.replace('/', ',')).append('-');
      run.setLength(0);
    }
  }

  /** Throws {@link IllegalArgumentException} for a name that is not in this form. */
  static String decode(String wire) {
    StringBuilder name = new StringBuilder();
    int from = 0;
    while (from < wire.length()) {
      int open = wire.indexOf('&', from);
      if (open < 0) {
        return name.append(wire, from, wire.length()).toString();
      }
      int close = wire.indexOf('-', open);
      if (close < 0) {
        throw new IllegalArgumentException("no '-' after '&'");
      }
      name.append(wire, from, open);
      String base64 = wire.substring(open + 1, close).replace(',', '/');
      byte[] units = Base64.getDecoder().decode(base64);
      name.append(base64.isEmpty() ? "&" : new String(units, StandardCharsets.UTF_16BE));
      from = close + 1;
    }
    return name.toString();
  }
}
