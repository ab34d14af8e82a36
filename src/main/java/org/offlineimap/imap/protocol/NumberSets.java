package org.offlineimap.imap.protocol;

import java.io.IOException;
import java.util.Arrays;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireReader;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** Reads sets and sequences of UIDs in whatever order ({@link Quirk#UNSORTED_SETS}). */
final class NumberSets {
  private NumberSets() {}

  /** Reads {@code 1,5:7} from the stream, however long. */
  static UidSet readSet(WireReader in) throws IOException {
    Ranges ranges = new Ranges();
    do {
      long first = in.number();
      ranges.add(first, in.tryRead(':') ? in.number() : first);
    } while (in.tryRead(','));
    return ranges.build();
  }

  /** Collects ranges in any order. */
  static final class Ranges {
    private long[] rows = new long[16];
    private int size;
    private boolean ascending = true;

    void add(long a, long b) throws WireException {
      long first = Math.min(a, b);
      long last = Math.max(a, b);
      if (first < 1 || last > Uid.MAX) {
        throw new WireException("a UID is out of range: " + first + ":" + last);
      }
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      // Both are 32 bits wide; the sign bit is flipped so that rows sort as unsigned numbers.
      long row = (first << 32 | last) ^ Long.MIN_VALUE;
      ascending &= size == 0 || row >= rows[size - 1];
      rows[size++] = row;
    }

    UidSet build() {
      if (!ascending) {
        Arrays.sort(rows, 0, size);
      }
      UidSet.Builder set = new UidSet.Builder();
      for (int i = 0; i < size; i++) {
        long row = rows[i] ^ Long.MIN_VALUE;
        set.addRange(row >>> 32, row & Uid.MAX);
      }
      return set.build();
    }
  }
}
