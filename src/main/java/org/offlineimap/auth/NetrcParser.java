package org.offlineimap.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a netrc file as Python's {@code netrc} module does, but keeps every entry of a host. A
 * message about it never quotes the file, since any token may be a password. Confined to a thread.
 */
final class NetrcParser {
  /** The file is not a netrc file. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    Malformed(String text, int line) {
      super(text);
      this.line = line;
    }

    /** The line, from 1. */
    int line() {
      return line;
    }
  }

  private final String text;
  private final List<Netrc.Entry> entries = new ArrayList<>();
  private int at;
  private boolean quoted;

  private NetrcParser(String text) {
    this.text = text;
  }

  static Netrc parse(String text) throws Malformed {
    NetrcParser parser = new NetrcParser(text.replace("\r\n", "\n"));
    parser.parseAll();
    return new Netrc(parser.entries);
  }

  private void parseAll() throws Malformed {
    String token = nextKeyword();
    while (!token.isEmpty()) {
      switch (token) {
        case "machine" -> token = entry(name(token));
        case "default" -> token = entry(Netrc.DEFAULT);
        case "macdef" -> {
          name(token);
          skipMacro();
          token = nextKeyword();
        }
        default -> throw malformed("machine, default or macdef was expected");
      }
    }
  }

  private String name(String keyword) throws Malformed {
    String name = next();
    if (name.isEmpty()) {
      throw malformed("the name after " + keyword + " is missing");
    }
    return name;
  }

  /** Reads one entry and returns the token that ended it. */
  private String entry(String machine) throws Malformed {
    String login = "";
    String password = "";
    while (true) {
      String token = nextKeyword();
      switch (token) {
        case "login", "user" -> login = next();
        case "account" -> next();
        case "password" -> password = next();
        case "", "machine", "default", "macdef" -> {
          entries.add(new Netrc.Entry(machine, login, Secret.ofText(password)));
          return token;
        }
        default -> throw malformed("login, account or password was expected");
      }
    }
  }

  /** A token where a keyword is due: there, {@code #} begins a comment. */
  private String nextKeyword() {
    String token = next();
    while (token.startsWith("#") && !quoted) {
      boolean more = at > 0 && text.charAt(at - 1) != '\n';
      if (more) {
        skipLine();
      }
      token = next();
    }
    return token;
  }

  /** Takes the blank after the token too, as the original does; empty at the end. */
  private String next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    quoted = at < text.length() && text.charAt(at) == '"';
    if (quoted) {
      at++;
    }
    StringBuilder token = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (quoted ? c == '"' : isBlank(c)) {
        break;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      token.append(c);
    }
    return token.toString();
  }

  private void skipMacro() {
    skipLine();
    while (at < text.length() && text.charAt(at) != '\n') {
      skipLine();
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private Malformed malformed(String what) {
    int end = Math.max(0, Math.min(at, text.length()) - 1);
    int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    return new Malformed(what, line);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
