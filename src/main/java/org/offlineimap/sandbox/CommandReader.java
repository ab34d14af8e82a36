package org.offlineimap.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whole commands, literals included (RFC 3501 4.3, RFC 7888). Confined to a thread. */
final class CommandReader {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final long LARGEST_LITERAL = 256L * 1024 * 1024;
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,18})(\\+?)}$");

  private final Wire wire;
  private final ResponsePrinter printer;
  private final boolean literalPlus;

  CommandReader(Wire wire, ResponsePrinter printer, boolean literalPlus) {
    this.wire = wire;
    this.printer = printer;
    this.literalPlus = literalPlus;
  }

  /**
   * The next command.
   *
   * @throws Refusal when the place in the stream is lost: the connection must end
   */
  Arguments read() throws IOException, Refusal {
    StringBuilder text = new StringBuilder();
    List<byte[]> literals = new ArrayList<>();
    while (true) {
      String line = line();
      Matcher matcher = LITERAL.matcher(line);
      if (!matcher.find()) {
        return new Arguments(text.append(line).toString(), literals);
      }
      text.append(line, 0, matcher.start()).append('\0');
      literals.add(literal(Long.parseLong(matcher.group(1)), !matcher.group(2).isEmpty()));
    }
  }

  private byte[] literal(long size, boolean nonSynchronising) throws IOException, Refusal {
    if (size > LARGEST_LITERAL) {
      throw Refusal.bad("[TOOBIG] Literal too large");
    }
    if (nonSynchronising && !literalPlus) {
      throw Refusal.bad("LITERAL+ was not announced");
    }
    if (!nonSynchronising) {
      printer.continuation("OK");
    }
    byte[] octets = new byte[(int) size];
    wire.readFully(octets);
    return octets;
  }

  /** A line without its end. */
  String line() throws IOException, Refusal {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    int octet = wire.read();
    while (octet != '\n') {
      line.write(octet);
      if (octet == 0 || line.size() > LONGEST_LINE) {
        throw Refusal.bad("NUL in a line, or a line without an end");
      }
      octet = wire.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
