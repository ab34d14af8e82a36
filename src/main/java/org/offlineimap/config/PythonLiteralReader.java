package org.offlineimap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one plain Python literal (reference: Python 3, lexical analysis, 2.4). Anything that it
 * does not know ends in {@code NotPlain}, never in a guess. Confined to a thread.
 */
final class PythonLiteralReader {
  /** The code needs an interpreter. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  private static final String SIMPLE_ESCAPES = "\\'\"abfnrtv";
  private static final String SIMPLE_VALUES = "\\'\"\u0007\b\f\n\r\t\u000b";

  private final String code;
  private int at;
  private int brackets;

  PythonLiteralReader(String code) {
    this.code = code;
  }

  /** The value, when the whole code is one literal. */
  Optional<PythonLiteral> whole() {
    try {
      skipBlanks();
      PythonLiteral value = value();
      skipBlanks();
      return at == code.length() ? Optional.of(value) : Optional.empty();
    } catch (NotPlain notOurs) {
      return Optional.empty();
    }
  }

  private PythonLiteral value() throws NotPlain {
    char c = peek();
    if (c == '[') {
      return texts(']');
    }
    if (c == '{') {
      PythonLiteral.Texts set = texts('}');
      if (set.values().isEmpty()) {
        throw new NotPlain(); // {} is a dictionary
      }
      return set;
    }
    if (c == '(') {
      return parenthesis();
    }
    if (c == '-' || c == '+' || isDigit(c)) {
      return number();
    }
    if (startsText()) {
      return new PythonLiteral.Text(text());
    }
    if (word().equals("None")) {
      return new PythonLiteral.None();
    }
    throw new NotPlain();
  }

  private PythonLiteral.Texts texts(char end) throws NotPlain {
    open();
    List<String> values = new ArrayList<>();
    while (peek() != end) {
      values.add(text());
      skipBlanks();
      if (peek() != end) {
        expect(',');
        skipBlanks();
      }
    }
    close();
    return new PythonLiteral.Texts(values);
  }

  /** {@code ('a', 'b')} and {@code ('a',)} are tuples, {@code ('a')} is a string. */
  private PythonLiteral parenthesis() throws NotPlain {
    open();
    List<String> values = new ArrayList<>();
    boolean comma = false;
    while (peek() != ')') {
      if (!values.isEmpty() && !comma) {
        throw new NotPlain();
      }
      values.add(text());
      skipBlanks();
      comma = peek() == ',';
      if (comma) {
        at++;
        skipBlanks();
      }
    }
    close();
    boolean single = values.size() == 1 && !comma;
    return single ? new PythonLiteral.Text(values.getFirst()) : new PythonLiteral.Texts(values);
  }

  private PythonLiteral number() throws NotPlain {
    int start = at;
    at++;
    while (isDigit(peek()) || peek() == '_') {
      at++;
    }
    String digits = code.substring(start, at);
    boolean octal = digits.length() > 1 && digits.charAt(0) == '0' && !digits.matches("0[0_]*");
    if (octal) {
      throw new NotPlain();
    }
    long value = ValueSyntax.whole(digits).orElseThrow(NotPlain::new);
    return new PythonLiteral.Whole(value);
  }

  private boolean startsText() {
    int quote = quoteAfterPrefix();
    return quote < code.length() && (code.charAt(quote) == '\'' || code.charAt(quote) == '"');
  }

  private int quoteAfterPrefix() {
    boolean prefixed = at < code.length() && "rRuU".indexOf(code.charAt(at)) >= 0;
    return prefixed ? at + 1 : at;
  }

  /** One string, or several side by side, which Python joins. */
  private String text() throws NotPlain {
    if (!startsText()) {
      throw new NotPlain();
    }
    StringBuilder out = new StringBuilder();
    while (startsText()) {
      boolean raw = peek() == 'r' || peek() == 'R';
      at = quoteAfterPrefix();
      String quote = code.substring(at, at + 1);
      if (code.startsWith(quote.repeat(3), at)) {
        quote = quote.repeat(3);
      }
      at += quote.length();
      quoted(quote, raw, out);
      skipBlanks();
    }
    return out.toString();
  }

  private void quoted(String quote, boolean raw, StringBuilder out) throws NotPlain {
    while (!code.startsWith(quote, at)) {
      char c = next();
      if (c == '\n' && quote.length() == 1) {
        throw new NotPlain();
      }
      if (c != '\\') {
        out.append(c);
      } else if (raw) {
        out.append(c).append(next());
      } else {
        escape(out);
      }
    }
    at += quote.length();
  }

  private void escape(StringBuilder out) throws NotPlain {
    char c = next();
    int simple = SIMPLE_ESCAPES.indexOf(c);
    if (simple >= 0) {
      out.append(SIMPLE_VALUES.charAt(simple));
    } else if (c >= '0' && c <= '7') {
      at--;
      out.append((char) octal());
    } else if (c == 'x') {
      out.append((char) hexadecimal(2));
    } else if (c == 'u') {
      out.append((char) hexadecimal(4));
    } else if (c == 'U') {
      int point = hexadecimal(8);
      if (!Character.isValidCodePoint(point)) {
        throw new NotPlain();
      }
      out.appendCodePoint(point);
    } else if (c == 'N') {
      throw new NotPlain();
    } else if (c != '\n') {
      out.append('\\').append(c);
    }
  }

  private int octal() {
    int value = 0;
    for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; i++) {
      value = value * 8 + (code.charAt(at++) - '0');
    }
    return value;
  }

  private int hexadecimal(int digits) throws NotPlain {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new NotPlain();
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private String word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_') {
      at++;
    }
    return code.substring(start, at);
  }

  /** Blanks; inside brackets line ends and comments too. */
  private void skipBlanks() {
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == '#' && brackets > 0) {
        int end = code.indexOf('\n', at);
        at = end < 0 ? code.length() : end;
      } else if (c == '\\' && code.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == ' ' || c == '\t' || c == '\f' || (c == '\n' && brackets > 0)) {
        at++;
      } else {
        return;
      }
    }
  }

  private void open() {
    at++;
    brackets++;
    skipBlanks();
  }

  private void close() {
    at++;
    brackets--;
  }

  private void expect(char c) throws NotPlain {
    if (next() != c) {
      throw new NotPlain();
    }
  }

  private char peek() {
    return at < code.length() ? code.charAt(at) : '\0';
  }

  private char next() throws NotPlain {
    if (at >= code.length()) {
      throw new NotPlain();
    }
    return code.charAt(at++);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
