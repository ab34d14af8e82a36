package org.offlineimap.imap.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens of server responses (RFC 9051 9) from a stream. Limits are checked before anything
 * is allocated. Every method throws {@link WireException} for a syntax error, after which {@link
 * #skipResponse} finds the next response, and another {@link IOException} when the stream is at its
 * end or broken. Confined to one thread at a time.
 */
public final class WireReader {
  private static final int BUFFER = 64 << 10;

  private InputStream in;
  private final WireLimits limits;
  private final byte[] buffer = new byte[BUFFER];
  private final LiteralFinder finder = new LiteralFinder();
  private final Tape tape = new Tape();
  private @Nullable InflatedInput inflated;
  private byte[] token = new byte[256];
  private int at;
  private int end;
  private long responseOctets;
  private long literalLeft;
  private long taken;
  private volatile long received;
  private volatile Pace pace = Pace.NONE;

  /** A reader that takes octets from {@code in} as they come. */
  public WireReader(InputStream in, WireLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** Octets taken from the stream so far. May be asked from any thread. */
  public long received() {
    return received;
  }

  /** How fast literals came so far, on the wire. May be asked from any thread. */
  public Pace pace() {
    return pace;
  }

  /**
   * From here on, what was received already included, the stream is raw deflate (RFC 4978 3).
   * {@link #received} goes on counting what crosses the wire.
   */
  public void inflate() {
    inflated = new InflatedInput(in, Arrays.copyOfRange(buffer, at, end), taken);
    in = inflated;
    at = end;
  }

  /** Whether octets were received that nobody has read yet. */
  public boolean hasBuffered() {
    return at < end;
  }

  /** From now on keeps each response's text, without literals, for {@link #taped}. */
  public void startTape() {
    tape.start();
  }

  /** The response read last, without its literals and cut to a sensible length. */
  public String taped() {
    return tape.take();
  }

  /** Begins a response: limits count from here. Waits for its first octet. */
  public int beginResponse() throws IOException {
    int first = peek();
    responseOctets = 0;
    finder.reset();
    tape.reset();
    return first;
  }

  /** The next octet, which stays unread. */
  public int peek() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at] & 0xFF;
  }

  private void fill() throws IOException {
    int count = in.read(buffer, 0, BUFFER);
    if (count < 0) {
      throw new EOFException("the stream ended");
    }
    at = 0;
    end = count;
    taken = inflated == null ? taken + count : inflated.taken();
    received = taken;
  }

  private int next() throws IOException {
    int octet = peek();
    if (++responseOctets > limits.responseOctets()) {
      throw new WireException("a response is longer than " + limits.responseOctets() + " octets");
    }
    at++;
    finder.accept(octet);
    tape.add(octet);
    return octet;
  }

  /** Reads {@code c} if it comes next. */
  public boolean tryRead(char c) throws IOException {
    if (peek() != c) {
      return false;
    }
    next();
    return true;
  }

  /** Reads {@code c}, which must come next. */
  public void expect(char c) throws IOException {
    if (!tryRead(c)) {
      throw new WireException("expected '" + c + "', found " + describe(peek()));
    }
  }

  private static String describe(int octet) {
    return octet > ' ' && octet < 0x7F ? "'" + (char) octet + "'" : "octet " + octet;
  }

  /** Reads one octet, whatever it is. */
  public int skipOctet() throws IOException {
    return next();
  }

  /** Skips any number of spaces, none included. */
  public void skipSpaces() throws IOException {
    while (peek() == ' ') {
      next();
    }
  }

  /** Whether the line ends here. */
  public boolean atLineEnd() throws IOException {
    int octet = peek();
    return octet == '\r' || octet == '\n';
  }

  /** Reads the end of a line; spaces before it and a missing CR are tolerated. */
  public void endLine() throws IOException {
    skipSpaces();
    tryRead('\r');
    expect('\n');
  }

  /** Octets up to a space, bracket, quote, brace or line end; at least one. */
  public String atom() throws IOException {
    return atomBefore('\n');
  }

  /** Like {@link #atom}, but ends before {@code stop} too. */
  public String atomBefore(char stop) throws IOException {
    int length = 0;
    while (!endsAtom(peek()) && peek() != stop) {
      append(length++, next());
    }
    if (length == 0) {
      throw new WireException("expected an atom, found " + describe(peek()));
    }
    return text(token, length);
  }

  private static boolean endsAtom(int octet) {
    return octet <= ' ' || octet == '(' || octet == ')' || octet == '"' || octet == '{';
  }

  private void append(int index, int octet) throws WireException {
    if (index >= limits.tokenOctets()) {
      throw new WireException("a token is longer than " + limits.tokenOctets() + " octets");
    }
    if (index == token.length) {
      token = java.util.Arrays.copyOf(token, token.length * 2);
    }
    token[index] = (byte) octet;
  }

  /** UTF-8 where it is, else one character an octet. */
  private static String text(byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      if (octets[i] < 0) {
        return eightBitText(octets, length);
      }
    }
    return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String eightBitText(byte[] octets, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      // Not UTF-8: keeping the octets apart is the best that can be done.
      return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether a digit comes next. */
  public boolean atDigit() throws IOException {
    int octet = peek();
    return octet >= '0' && octet <= '9';
  }

  /** A number up to 2^63-1. */
  public long number() throws IOException {
    if (!atDigit()) {
      throw new WireException("expected a number, found " + describe(peek()));
    }
    long value = 0;
    while (atDigit()) {
      int digit = next() - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw new WireException("a number exceeds 63 bits");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** A quoted string, a literal (held in memory), or an atom. */
  public String astring() throws IOException {
    return switch (peek()) {
      case '"', '{', '~' -> string();
      default -> atom();
    };
  }

  /** A quoted string or a literal, held in memory. */
  public String string() throws IOException {
    byte[] octets = octets();
    return text(octets, octets.length);
  }

  /** The octets of a quoted string or a literal, held in memory. */
  public byte[] octets() throws IOException {
    if (peek() == '"') {
      return quoted();
    }
    long length = openLiteral();
    if (length > limits.heldOctets()) {
      throw new WireException("a literal of " + length + " octets where text was expected");
    }
    byte[] held = new byte[(int) length];
    int filled = 0;
    while (filled < held.length) {
      peek();
      int count = Math.min(end - at, held.length - filled);
      System.arraycopy(buffer, at, held, filled, count);
      filled += count;
      consumeLiteral(count);
    }
    return held;
  }

  private byte[] quoted() throws IOException {
    expect('"');
    int length = 0;
    while (!tryRead('"')) {
      if (atLineEnd()) {
        throw new WireException("a quoted string is open at the end of the line");
      }
      int octet = next();
      append(length++, octet == '\\' ? next() : octet);
    }
    return java.util.Arrays.copyOf(token, length);
  }

  /** A quoted string or literal as a {@link Literal}: large ones are not yet read. */
  public Literal streamed() throws IOException {
    if (peek() == '"') {
      byte[] octets = quoted();
      return new Literal() {
        @Override
        public long octets() {
          return octets.length;
        }

        @Override
        public void transferTo(OutputStream out) throws IOException {
          out.write(octets);
        }
      };
    }
    long octets = openLiteral();
    return new Literal() {
      @Override
      public long octets() {
        return octets;
      }

      @Override
      public void transferTo(OutputStream out) throws IOException {
        pump(out);
      }
    };
  }

  /** Reads {@code {n}CRLF}; the n octets are to be consumed next. */
  private long openLiteral() throws IOException {
    tryRead('~');
    expect('{');
    long length = number();
    tryRead('+');
    expect('}');
    tryRead('\r');
    expect('\n');
    finder.reset();
    literalLeft = length;
    return length;
  }

  private void pump(OutputStream out) throws IOException {
    while (literalLeft > 0) {
      if (at == end) {
        fillMeasured();
      }
      int count = (int) Math.min(end - at, literalLeft);
      int from = at;
      consumeLiteral(count);
      out.write(buffer, from, count);
    }
  }

  private void fillMeasured() throws IOException {
    long before = taken;
    long begin = System.nanoTime();
    fill();
    pace = pace.plus(taken - before, System.nanoTime() - begin);
  }

  private void consumeLiteral(int count) {
    at += count;
    literalLeft -= count;
  }

  /** Skips what is left of the literal opened last. */
  public void skipLiteral() throws IOException {
    pump(OutputStream.nullOutputStream());
  }

  /** Text up to the end of the line, which is read too. */
  public String restOfLine() throws IOException {
    int length = 0;
    while (peek() != '\n') {
      append(length++, next());
    }
    next();
    return text(token, length > 0 && token[length - 1] == '\r' ? length - 1 : length);
  }

  /** Skips one value: atom, string, literal, or a list of such. */
  public void skipValue() throws IOException {
    int depth = 0;
    do {
      skipSpaces();
      switch (peek()) {
        case '(' -> {
          next();
          if (++depth > limits.depth()) {
            throw new WireException("lists nest deeper than " + limits.depth());
          }
        }
        case ')' -> {
          expectInside(depth);
          next();
          depth--;
        }
        case '"' -> quoted();
        case '{', '~' -> {
          openLiteral();
          skipLiteral();
        }
        default -> atom();
      }
    } while (depth > 0);
  }

  private static void expectInside(int depth) throws WireException {
    if (depth == 0) {
      throw new WireException("a list ends that was not begun");
    }
  }

  /**
   * Skips the rest of the current response with all its literals, wherever in it an error occurred.
   */
  public void skipResponse() throws IOException {
    responseOctets = Long.MIN_VALUE;
    skipLiteral();
    while (!finder.atEnd()) {
      next();
      if (finder.literal() >= 0) {
        literalLeft = finder.literal();
        finder.reset();
        skipLiteral();
      }
    }
  }
}
