package org.offlineimap.imap.wire;

/**
 * Watches octets go by and tells, at the end of a line, whether that line announced a literal. So
 * the framing survives responses that the parser does not understand. Confined to one thread.
 */
final class LiteralFinder {
  private long size = -1;
  private boolean closed;
  private long literal = -1;
  private boolean lineEnded;

  void reset() {
    size = -1;
    closed = false;
    literal = -1;
    lineEnded = false;
  }

  void accept(int octet) {
    lineEnded = false;
    literal = -1;
    switch (octet) {
      case '{' -> {
        size = 0;
        closed = false;
      }
      case '}' -> closed = size >= 0;
      case '+', '\r' -> {}
      case '\n' -> {
        literal = closed ? size : -1;
        lineEnded = !closed;
        size = -1;
        closed = false;
      }
      default -> digitOrOther(octet);
    }
  }

  private void digitOrOther(int octet) {
    boolean digit = octet >= '0' && octet <= '9' && !closed && size >= 0 && size < 1L << 56;
    size = digit ? size * 10 + octet - '0' : -1;
    closed = false;
  }

  /** The size that the line just ended announced, or -1. */
  long literal() {
    return literal;
  }

  /** Whether a line without a literal at its end has just ended. */
  boolean atEnd() {
    return lineEnded;
  }
}
