package org.offlineimap.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads commands with their literals (RFC 3501 4.3, RFC 7888). Confined to its session. */
final class CommandReader {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int LARGEST_LITERAL = 512 * 1024 * 1024;
  private static final int LARGEST_MINUS = 4096;
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,18})(\\+?)}$");
  private static final Pattern APPEND = Pattern.compile("(?i)\\S+ APPEND .*", Pattern.DOTALL);

  private final Wire wire;
  private final ResponsePrinter printer;
  private final long nonSynchronising;
  private final long appendLimit;

  CommandReader(Wire wire, ResponsePrinter printer, Traits traits) {
    this.wire = wire;
    this.printer = printer;
    this.appendLimit = traits.appendLimit();
    this.nonSynchronising =
        traits.has(Capability.LITERAL_PLUS)
            ? LARGEST_LITERAL
            : traits.has(Capability.LITERAL_MINUS) ? LARGEST_MINUS : -1;
  }

  /**
   * The next command; empty when it was refused before its literal came (RFC 7889 2).
   *
   * @throws Refusal when the place in the stream is lost: the connection must end
   */
  Optional<Arguments> read() throws IOException, Refusal {
    StringBuilder text = new StringBuilder();
    List<Arguments.Literal> literals = new ArrayList<>();
    while (true) {
      String line = line();
      Matcher matcher = LITERAL.matcher(line);
      if (!matcher.find()) {
        return Optional.of(new Arguments(text.append(line).toString(), literals));
      }
      text.append(line, 0, matcher.start()).append('\0');
      long size = Long.parseLong(matcher.group(1));
      boolean synchronising = matcher.group(2).isEmpty();
      if (synchronising && size > appendLimit && APPEND.matcher(text).matches()) {
        String tag = text.substring(0, text.indexOf(" "));
        printer.tagged(tag, "NO [TOOBIG] The message is larger than " + appendLimit);
        return Optional.empty();
      }
      literals.add(new Arguments.Literal(literal(size, synchronising), !synchronising));
    }
  }

  private byte[] literal(long size, boolean synchronising) throws IOException, Refusal {
    if (size > LARGEST_LITERAL) {
      throw Refusal.bad("[TOOBIG] Literal too large");
    }
    if (!synchronising && size > nonSynchronising) {
      throw Refusal.bad("A non-synchronising literal of this size was not announced");
    }
    if (synchronising) {
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
