package org.offlineimap.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One command as it came, and a place in it: a reader of the grammar of RFC 3501 section 9. Each
 * literal is a NUL in the text (which no line may hold) and an entry in a list. Confined to a
 * thread.
 */
final class Arguments {
  private static final String SPECIALS = "(){ %*\"\\[]";

  private final String text;
  private final List<Literal> literals;
  private int at;
  private int literal;

  /**
   * Octets that came by themselves, or after the server was asked for leave (RFC 7888). Confined to
   * a session.
   */
  static final class Literal {
    private final byte[] octets;
    private final boolean unasked;

    Literal(byte[] octets, boolean unasked) {
      this.octets = octets;
      this.unasked = unasked;
    }

    private String shown() {
      return "{" + octets.length + (unasked ? "+}" : "}");
    }
  }

  Arguments(String text, List<Literal> literals) {
    this.text = text;
    this.literals = literals;
  }

  /** The whole command for a log: each literal as its size, with + where it did not ask. */
  String shown(int from) {
    StringBuilder line = new StringBuilder();
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(c == 0 ? literals.get(number++).shown() : String.valueOf(c));
    }
    return line.substring(Math.min(from, line.length()));
  }

  /** The command's tag. */
  String tag() {
    return text.substring(0, Math.max(0, text.indexOf(' ')));
  }

  /** Takes {@code word}, in any case, if it is next. */
  boolean takeWord(String word) {
    boolean is = text.regionMatches(true, at, word, 0, word.length());
    at += is ? word.length() : 0;
    return is;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == text.length();
  }

  char peek() {
    return atEnd() ? '\n' : text.charAt(at);
  }

  /** Takes {@code c} if it is next. */
  boolean take(char c) {
    boolean is = peek() == c;
    at += is ? 1 : 0;
    return is;
  }

  void expect(char c) throws Refusal {
    if (!take(c)) {
      throw Refusal.bad("Expected '" + c + "' at position " + at);
    }
  }

  void space() throws Refusal {
    expect(' ');
  }

  void end() throws Refusal {
    if (!atEnd()) {
      throw Refusal.bad("Too many arguments");
    }
  }

  /** An atom, and what looks like one: no parenthesis, blank, quote or bracket inside. */
  String atom() throws Refusal {
    return run(SPECIALS);
  }

  /** The same in upper case: a keyword of the grammar. */
  String word() throws Refusal {
    return atom().toUpperCase(Locale.ROOT);
  }

  private String run(String stop) throws Refusal {
    int from = at;
    while (!atEnd() && stop.indexOf(text.charAt(at)) < 0 && text.charAt(at) > 0x1f) {
      at++;
    }
    if (from == at) {
      throw Refusal.bad("Expected an atom at position " + at);
    }
    return text.substring(from, at);
  }

  /** The name of a fetch item, which a bracket ends. */
  String itemWord() throws Refusal {
    return run("()[< ").toUpperCase(Locale.ROOT);
  }

  /** A SASL response: base64, or "=" for an empty one. */
  String base64() throws Refusal {
    String text = run(" ");
    return text.equals("=") ? "" : text;
  }

  /** The two numbers of {@code <0.2048>}, its opening bracket being taken. */
  long[] partial() throws Refusal {
    String[] parts = run("> ").split("\\.", -1);
    expect('>');
    try {
      return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1])};
    } catch (NumberFormatException e) {
      throw Refusal.bad("Not a partial range");
    }
  }

  /** A flag or a mark of RFC 6154, with its backslash. */
  String flag() throws Refusal {
    return (take('\\') ? "\\" : "") + atom();
  }

  /** A sequence set; also {@code *} alone. */
  String set() throws Refusal {
    return run("() ");
  }

  long number() throws Refusal {
    String digits = atom();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw Refusal.bad("Not a number: " + digits);
    }
  }

  /** An atom, a quoted string or a literal. */
  String astring() throws Refusal {
    return peek() == '"' || peek() == 0 ? string() : run("(){ %*\"\\");
  }

  /** A mailbox pattern: as {@link #astring}, with wildcards allowed. */
  String pattern() throws Refusal {
    return peek() == '"' || peek() == 0 ? string() : run("(){ \"\\");
  }

  /** A quoted string or a literal. */
  String string() throws Refusal {
    if (take('\0')) {
      return new String(literals.get(literal++).octets, StandardCharsets.UTF_8);
    }
    expect('"');
    StringBuilder value = new StringBuilder();
    while (!take('"')) {
      take('\\');
      if (atEnd()) {
        throw Refusal.bad("Unterminated string");
      }
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  /** The octets of a literal. */
  byte[] literal() throws Refusal {
    expect('\0');
    return literals.get(literal++).octets;
  }

  /** Flags in parentheses. */
  List<String> flags() throws Refusal {
    List<String> flags = new ArrayList<>();
    expect('(');
    while (!take(')')) {
      if (!flags.isEmpty()) {
        space();
      }
      flags.add(flag());
    }
    return flags;
  }

  /** Words in parentheses, in upper case. */
  List<String> words() throws Refusal {
    List<String> words = new ArrayList<>();
    expect('(');
    while (!take(')')) {
      if (!words.isEmpty()) {
        space();
      }
      words.add(word());
    }
    return words;
  }
}
