package org.offlineimap.imap.wire;

/** Keeps the beginning of a response for the protocol trace. Confined to one thread. */
final class Tape {
  private static final int LONGEST = 2000;

  private final StringBuilder text = new StringBuilder();
  private boolean on;

  void start() {
    on = true;
  }

  void reset() {
    text.setLength(0);
  }

  void add(int octet) {
    if (on && text.length() < LONGEST && octet != '\r' && octet != '\n') {
      text.append((char) octet);
    }
  }

  String take() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }
}
