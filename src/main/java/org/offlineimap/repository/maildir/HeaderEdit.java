package org.offlineimap.repository.maildir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes one field out of a header that streams past, wherever it stands, and puts a line in at the
 * header's end; every other octet stays (rule R3). In the form of files. Confined to one thread.
 */
final class HeaderEdit extends OutputStream {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_REMOVED = 1024 * 1024;

  private final OutputStream out;
  private final String unwanted;
  private final byte[] added;
  private final ByteArrayOutputStream removed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean inHeader = true;
  private boolean continued;
  private boolean dropping;
  private boolean lineOpen;

  /** {@code added} without its line end. */
  HeaderEdit(OutputStream out, String unwanted, Optional<String> added) {
    this.out = out;
    this.unwanted = unwanted;
    this.added =
        added.map(text -> (text + "\n").getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    int at = from;
    while (inHeader && at < from + length) {
      byte octet = octets[at++];
      line.write(octet);
      if (octet == '\n' || line.size() == LONGEST_LINE) {
        settle(octet == '\n');
      }
    }
    out.write(octets, at, from + length - at);
  }

  private void settle(boolean ended) throws IOException {
    byte[] octets = line.toByteArray();
    line.reset();
    if (!continued) {
      String text = new String(octets, StandardCharsets.ISO_8859_1);
      if (ended && (text.equals("\n") || text.equals("\r\n"))) {
        inHeader = false;
        out.write(added);
        out.write(octets);
        return;
      }
      if (!text.startsWith(" ") && !text.startsWith("\t")) {
        dropping = isUnwanted(text);
      }
    }
    continued = !ended;
    if (!dropping) {
      out.write(octets);
      lineOpen = !ended;
    } else if (removed.size() + octets.length <= MOST_REMOVED) {
      removed.write(octets);
    }
  }

  private boolean isUnwanted(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && text.substring(0, colon).strip().equalsIgnoreCase(unwanted);
  }

  /** The message is over; one that has nothing but a header gets the line at its end. */
  void finish() throws IOException {
    if (line.size() > 0) {
      settle(false);
    }
    if (inHeader && added.length > 0) {
      if (lineOpen) {
        out.write('\n');
      }
      out.write(added);
    }
    inHeader = false;
  }

  /** Whether the header is over. */
  boolean isThrough() {
    return !inHeader;
  }

  /** The lines that were taken out, as far as they are of bearable length. */
  String removed() {
    return removed.toString(StandardCharsets.UTF_8);
  }
}
