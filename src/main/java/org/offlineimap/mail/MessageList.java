package org.offlineimap.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Messages of one folder by ascending UID, each with its flags. Columns, not objects: a million
 * messages take about eight bytes each, because equal flag sets are kept once. Immutable.
 */
public final class MessageList {
  private static final MessageList EMPTY = new Builder().build();

  private final int[] uids;
  private final int[] flagIndex;
  private final List<FlagSet> flagSets;

  private MessageList(int[] uids, int[] flagIndex, List<FlagSet> flagSets) {
    this.uids = uids;
    this.flagIndex = flagIndex;
    this.flagSets = flagSets;
  }

  /** A list without messages. */
  public static MessageList empty() {
    return EMPTY;
  }

  /** How many messages. */
  public int size() {
    return uids.length;
  }

  /** The UID at {@code index}, 0 to size - 1; ascending. */
  public long uid(int index) {
    return Integer.toUnsignedLong(uids[index]);
  }

  /** The flags at {@code index}. */
  public FlagSet flags(int index) {
    return flagSets.get(flagIndex[index]);
  }

  /** The combinations of flags that occur, each once. */
  public List<FlagSet> flagSets() {
    return flagSets;
  }

  /** The place of {@code uid}, or a negative number when it is not listed. */
  public int indexOf(long uid) {
    int low = 0;
    int high = uids.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(uid(middle), uid);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Whether {@code uid} is listed. */
  public boolean contains(long uid) {
    return indexOf(uid) >= 0;
  }

  /** All UIDs. */
  public UidSet uids() {
    UidSet.Builder set = new UidSet.Builder();
    for (int i = 0; i < uids.length; i++) {
      set.add(uid(i));
    }
    return set.build();
  }

  /** The same without those in {@code gone}, and with {@code changed} added or put in place. */
  public MessageList updated(MessageList changed, UidSet gone) {
    if (changed.size() == 0 && gone.isEmpty()) {
      return this;
    }
    Builder list = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < size() || theirs < changed.size()) {
      long own = mine < size() ? uid(mine) : Long.MAX_VALUE;
      long other = theirs < changed.size() ? changed.uid(theirs) : Long.MAX_VALUE;
      long uid = Math.min(own, other);
      if (!gone.contains(uid)) {
        list.add(uid, other == uid ? changed.flags(theirs) : flags(mine));
      }
      mine += own == uid ? 1 : 0;
      theirs += other == uid ? 1 : 0;
    }
    return list.build();
  }

  /** Those whose UID satisfies {@code wanted}. */
  public MessageList filter(LongPredicate wanted) {
    Builder list = new Builder();
    for (int i = 0; i < size(); i++) {
      if (wanted.test(uid(i))) {
        list.add(uid(i), flags(i));
      }
    }
    return list.size == size() ? this : list.build();
  }

  /** Collects messages in any order; the last word on a UID counts. Confined to one thread. */
  public static final class Builder {
    private long[] rows = new long[16];
    private int size;
    private boolean ascending = true;
    private final List<FlagSet> flagSets = new ArrayList<>();
    private final Map<FlagSet, Integer> known = new HashMap<>();

    /** Adds a message, or replaces the flags of one already added. */
    public Builder add(long uid, FlagSet flags) {
      new Uid(uid);
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      ascending &= size == 0 || uid > rows[size - 1] >>> 32;
      int flagsAt =
          known.computeIfAbsent(
              flags,
              f -> {
                flagSets.add(f);
                return flagSets.size() - 1;
              });
      rows[size++] = uid << 32 | flagsAt;
      return this;
    }

    /** The list so far. */
    public MessageList build() {
      long[] sorted = Arrays.copyOf(rows, size);
      if (!ascending) {
        sorted = sortedWithoutRepeats(sorted);
      }
      int[] uids = new int[sorted.length];
      int[] flagIndex = new int[sorted.length];
      for (int i = 0; i < sorted.length; i++) {
        uids[i] = (int) (sorted[i] >>> 32);
        flagIndex[i] = (int) sorted[i];
      }
      return new MessageList(uids, flagIndex, List.copyOf(flagSets));
    }

    /** UIDs above 2^31 are negative when shifted, so the comparison is unsigned. */
    private static long[] sortedWithoutRepeats(long[] rows) {
      Map<Long, Long> last = new java.util.TreeMap<>();
      for (long row : rows) {
        last.put(row >>> 32, row);
      }
      return last.values().stream().mapToLong(Long::longValue).toArray();
    }
  }
}
