package org.offlineimap.status;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A line of our own files: fields between single blanks, the last one the CRC-32 of all before it.
 *
 * <pre>
 *   17 begin Work.Projects 1700000001 43 1795403705_1.1.vm:2,S 4711 9f86... %3Ca@b%3E - 1c291ca3
 *   `- fields: %XX for octets that are no plain ASCII, "-" for a missing value -'   `- CRC-32
 * </pre>
 */
final class EngineLine {
  private static final String PLAIN = "._@+=/,:~$!";

  private EngineLine() {}

  /** The line, with its checksum and its end. */
  static String of(List<String> fields) {
    String text = String.join(" ", fields);
    return text + " " + checksum(text) + "\n";
  }

  /** The fields of a line without its end; empty when the checksum is not that of the text. */
  static Optional<List<String>> read(String line) {
    int blank = line.lastIndexOf(' ');
    return blank < 0 || !checksum(line.substring(0, blank)).equals(line.substring(blank + 1))
        ? Optional.empty()
        : Optional.of(List.of(line.substring(0, blank).split(" ", -1)));
  }

  static String number(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "-";
  }

  static OptionalLong number(String field) {
    return field.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(field));
  }

  static String escape(String text) {
    if (text.isEmpty()) {
      return "-";
    }
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean alone = text.equals("-");
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      if (plain || (c == '-' && !alone)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return out.toString();
  }

  static String unescape(String field) {
    if (field.equals("-")) {
      return "";
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '%') {
        out.write(HexFormat.fromHexDigits(field, i + 1, i + 3));
        i += 2;
      } else {
        out.write(field.charAt(i));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
