package org.offlineimap.mail;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.LongPredicate;

/**
 * A set of UIDs, kept as sorted, disjoint, non-adjacent ranges. Prints and parses as an IMAP
 * sequence-set without {@code *} (RFC 9051 9, {@code sequence-set}): {@code 1,5:7}. Immutable.
 */
public final class UidSet implements Iterable<Uid> {
  private static final UidSet EMPTY = new UidSet(new long[0]);

  /** first0, last0, first1, last1, ... */
  private final long[] bounds;

  private UidSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** The empty set. */
  public static UidSet empty() {
    return EMPTY;
  }

  /** The given UIDs, in any order, repeated or not; each must be a valid UID. */
  public static UidSet of(long... uids) {
    long[] sorted = uids.clone();
    Arrays.sort(sorted);
    Builder builder = new Builder();
    for (long uid : sorted) {
      builder.add(uid);
    }
    return builder.build();
  }

  /** All UIDs from {@code first} to {@code last}, both included; empty if {@code last < first}. */
  public static UidSet range(long first, long last) {
    return last < first ? EMPTY : new UidSet(new long[] {check(first), check(last)});
  }

  /**
   * Reads {@code 1,5:7}; ranges may be given in any order and reversed ({@code 7:5}).
   *
   * @throws IllegalArgumentException for anything else, {@code *} included
   */
  public static UidSet parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    String[] parts = text.split(",", -1);
    long[][] ranges = new long[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      long a = number(colon < 0 ? parts[i] : parts[i].substring(0, colon));
      long b = colon < 0 ? a : number(parts[i].substring(colon + 1));
      ranges[i] = new long[] {Math.min(a, b), Math.max(a, b)};
    }
    Arrays.sort(ranges, (x, y) -> Long.compare(x[0], y[0]));
    Builder builder = new Builder();
    for (long[] range : ranges) {
      builder.addRange(range[0], range[1]);
    }
    return builder.build();
  }

  private static long number(String digits) {
    if (digits.isEmpty()
        || digits.length() > 10
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("not a UID: " + digits);
    }
    return check(Long.parseLong(digits));
  }

  private static long check(long uid) {
    return new Uid(uid).value();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many UIDs. */
  public long size() {
    long sum = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      sum += bounds[i + 1] - bounds[i] + 1;
    }
    return sum;
  }

  /** The number of ranges that this set prints as. */
  public int rangeCount() {
    return bounds.length / 2;
  }

  /** The smallest UID; {@link NoSuchElementException} when empty. */
  public long first() {
    if (isEmpty()) {
      throw new NoSuchElementException();
    }
    return bounds[0];
  }

  /** The largest UID; {@link NoSuchElementException} when empty. */
  public long last() {
    if (isEmpty()) {
      throw new NoSuchElementException();
    }
    return bounds[bounds.length - 1];
  }

  /** Whether {@code uid} is in the set. */
  public boolean contains(long uid) {
    int at = Arrays.binarySearch(bounds, uid);
    return at >= 0 || ((-at - 1) & 1) == 1;
  }

  /** All UIDs of either. */
  public UidSet union(UidSet other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    Builder builder = new Builder();
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < other.bounds.length) {
      boolean mine =
          j == other.bounds.length || (i < bounds.length && bounds[i] <= other.bounds[j]);
      if (mine) {
        builder.addRange(bounds[i], bounds[i + 1]);
        i += 2;
      } else {
        builder.addRange(other.bounds[j], other.bounds[j + 1]);
        j += 2;
      }
    }
    return builder.build();
  }

  /** The UIDs of this set that are not in {@code other}. */
  public UidSet minus(UidSet other) {
    return other.isEmpty() ? this : filter(uid -> !other.contains(uid));
  }

  /** The UIDs smaller than {@code limit}; quick however many they are. */
  public UidSet below(long limit) {
    Builder builder = new Builder();
    for (int i = 0; i < bounds.length && bounds[i] < limit; i += 2) {
      builder.addRange(bounds[i], Math.min(bounds[i + 1], limit - 1));
    }
    return builder.build();
  }

  /** The UIDs that satisfy {@code wanted}. */
  public UidSet filter(LongPredicate wanted) {
    Builder builder = new Builder();
    forEachUid(uid -> {
      if (wanted.test(uid)) {
        builder.add(uid);
      }
    });
    return builder.build();
  }

  /** Calls {@code action} with each UID, ascending. */
  public void forEachUid(java.util.function.LongConsumer action) {
    for (int i = 0; i < bounds.length; i += 2) {
      for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
        action.accept(uid);
      }
    }
  }

  /** The UIDs, ascending. */
  public long[] toArray() {
    long[] all = new long[Math.toIntExact(size())];
    PrimitiveIterator.OfLong it = longs();
    for (int i = 0; i < all.length; i++) {
      all[i] = it.nextLong();
    }
    return all;
  }

  /** The UIDs, ascending, without boxing. */
  public PrimitiveIterator.OfLong longs() {
    return new PrimitiveIterator.OfLong() {
      private int range;
      private long next = isEmpty() ? 0 : bounds[0];

      @Override
      public boolean hasNext() {
        return range < bounds.length;
      }

      @Override
      public long nextLong() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long uid = next;
        if (uid < bounds[range + 1]) {
          next = uid + 1;
        } else {
          range += 2;
          next = range < bounds.length ? bounds[range] : 0;
        }
        return uid;
      }
    };
  }

  @Override
  public Iterator<Uid> iterator() {
    PrimitiveIterator.OfLong longs = longs();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return longs.hasNext();
      }

      @Override
      public Uid next() {
        return new Uid(longs.nextLong());
      }
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof UidSet other && Arrays.equals(bounds, other.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(text.isEmpty() ? "" : ",").append(bounds[i]);
      if (bounds[i + 1] > bounds[i]) {
        text.append(':').append(bounds[i + 1]);
      }
    }
    return text.toString();
  }

  /** Collects UIDs in ascending order (repeats allowed). Confined to one thread. */
  public static final class Builder {
    private long[] bounds = new long[8];
    private int used;

    /** Adds one UID, not smaller than the start of the last range. */
    public Builder add(long uid) {
      return addRange(uid, uid);
    }

    /** Adds a range whose start is not smaller than the start of the last one. */
    public Builder addRange(long first, long last) {
      check(first);
      check(last);
      if (used > 0 && first < bounds[used - 2]) {
        throw new IllegalArgumentException("not ascending: " + first);
      }
      if (used > 0 && first <= bounds[used - 1] + 1) {
        bounds[used - 1] = Math.max(bounds[used - 1], last);
        return this;
      }
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, used * 2);
      }
      bounds[used++] = first;
      bounds[used++] = last;
      return this;
    }

    /** The set so far. */
    public UidSet build() {
      return used == 0 ? EMPTY : new UidSet(Arrays.copyOf(bounds, used));
    }
  }
}
