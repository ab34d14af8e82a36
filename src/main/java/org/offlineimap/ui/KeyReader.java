package org.offlineimap.ui;

import java.io.IOException;
import java.io.InputStream;

/** Keys from the octets that a terminal sends, in UTF-8. Confined to one thread. */
final class KeyReader {
  private static final int ESCAPE = 27;
  private static final int STEPS = 10;
  private static final long STEP_MILLIS = 5;

  private final InputStream in;

  /** {@code in} does not read ahead. */
  KeyReader(InputStream in) {
    this.in = in;
  }

  /**
   * Waits for a key.
   *
   * @return a character, one of the cursor keys of {@link HotKeys}, 0 for any other key; negative
   *     at the end
   */
  int key() throws IOException, InterruptedException {
    int first = in.read();
    if (first == ESCAPE) {
      return soon() ? sequence() : ESCAPE;
    }
    return first < 0x80 ? first : character(first);
  }

  /** What belongs to the same key comes at once. */
  private boolean soon() throws IOException, InterruptedException {
    for (int step = 0; step < STEPS && in.available() == 0; step++) {
      Thread.sleep(STEP_MILLIS);
    }
    return in.available() > 0;
  }

  private int sequence() throws IOException, InterruptedException {
    int kind = in.read();
    if (kind != '[' && kind != 'O') {
      return 0;
    }
    int last = soon() ? in.read() : 0;
    while (last >= ' ' && last < '@' && soon()) {
      last = in.read();
    }
    return switch (last) {
      case 'A' -> HotKeys.UP;
      case 'B' -> HotKeys.DOWN;
      default -> 0;
    };
  }

  /** The rest of a character of several octets. */
  private int character(int lead) throws IOException {
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    int value = lead & (0x3f >> more);
    for (int i = 0; i < more; i++) {
      value = value << 6 | (in.read() & 0x3f);
    }
    return more == 0 ? 0 : value;
  }
}
