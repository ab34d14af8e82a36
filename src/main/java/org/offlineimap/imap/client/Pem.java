package org.offlineimap.imap.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One block of a PEM file (RFC 7468). Immutable as long as nobody writes into the octets. */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private final String label;
  private final byte[] octets;

  private Pem(String label, byte[] octets) {
    this.label = label;
    this.octets = octets;
  }

  /** {@code CERTIFICATE}, {@code PRIVATE KEY} and so on. */
  String label() {
    return label;
  }

  byte[] octets() {
    return octets;
  }

  /** All blocks of a file; what stands between them is no concern of ours. */
  static List<Pem> read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Pem> blocks = new ArrayList<>();
    int from = text.indexOf(BEGIN);
    while (from >= 0) {
      int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
      int end = labelEnd < 0 ? -1 : text.indexOf("-----END ", labelEnd);
      if (end < 0) {
        throw new IOException(file + ": a PEM block has no end");
      }
      String label = text.substring(from + BEGIN.length(), labelEnd);
      blocks.add(block(file, label, text.substring(labelEnd + DASHES.length(), end)));
      from = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static Pem block(Path file, String label, String body) throws IOException {
    // Headers such as Proc-Type end with an empty line; they stand in encrypted keys only.
    if (body.contains(":")) {
      return new Pem("ENCRYPTED " + label, new byte[0]);
    }
    try {
      return new Pem(label, Base64.getMimeDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": a PEM block is no base64", e);
    }
  }
}
