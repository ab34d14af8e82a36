package org.offlineimap.mail;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Which message of a local mailbox is which of the remote one, by UID; each UID stands in one pair
 * at most. Sixteen octets a pair. Immutable.
 */
public final class UidPairs {
  private static final UidPairs EMPTY = new Builder().build();

  /** Two UIDs in one number, ordered as if unsigned. */
  private static final long SIGN = Long.MIN_VALUE;

  private final long[] byLocal;
  private final long[] byRemote;

  private UidPairs(long[] byLocal) {
    this.byLocal = byLocal;
    this.byRemote = turned(byLocal);
  }

  /** The same pairs, sorted by what was their lower half. */
  private static long[] turned(long[] pairs) {
    long[] turned = new long[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      turned[i] = Long.rotateLeft(pairs[i] ^ SIGN, 32) ^ SIGN;
    }
    Arrays.sort(turned);
    return turned;
  }

  private static long packed(long high, long low) {
    return (high << 32 | low) ^ SIGN;
  }

  private static long high(long packed) {
    return (packed ^ SIGN) >>> 32;
  }

  private static long low(long packed) {
    return packed & 0xffff_ffffL;
  }

  /** No pair. */
  public static UidPairs empty() {
    return EMPTY;
  }

  /** How many pairs. */
  public int size() {
    return byLocal.length;
  }

  /** The remote UID of a local message. */
  public OptionalLong remote(long local) {
    return found(byLocal, local);
  }

  /** The local UID of a remote message. */
  public OptionalLong local(long remote) {
    return found(byRemote, remote);
  }

  private static OptionalLong found(long[] pairs, long key) {
    int at = Arrays.binarySearch(pairs, packed(key, 0));
    int place = at < 0 ? -at - 1 : at;
    return place < pairs.length && high(pairs[place]) == key
        ? OptionalLong.of(low(pairs[place]))
        : OptionalLong.empty();
  }

  /** Takes one pair. */
  @FunctionalInterface
  public interface PairConsumer {
    /** Takes it. */
    void accept(long local, long remote);
  }

  /** Calls {@code action} with each pair, by ascending local UID. */
  public void forEach(PairConsumer action) {
    for (long pair : byLocal) {
      action.accept(high(pair), low(pair));
    }
  }

  /** The local UIDs of these remote ones; those without a pair are left out. */
  public UidSet locals(UidSet remote) {
    return translated(byRemote, remote);
  }

  /** The remote UIDs of these local ones; those without a pair are left out. */
  public UidSet remotes(UidSet local) {
    return translated(byLocal, local);
  }

  private static UidSet translated(long[] pairs, UidSet uids) {
    long[] found = new long[Math.toIntExact(Math.min(uids.size(), pairs.length))];
    int count = 0;
    for (var it = uids.longs(); it.hasNext() && count < found.length; ) {
      OptionalLong other = found(pairs, it.nextLong());
      if (other.isPresent()) {
        found[count++] = other.getAsLong();
      }
    }
    return UidSet.of(Arrays.copyOf(found, count));
  }

  /** The pairs whose local UID satisfies {@code kept}. */
  public UidPairs onlyLocal(LongPredicate kept) {
    Builder builder = new Builder();
    forEach((local, remote) -> {
      if (kept.test(local)) {
        builder.add(local, remote);
      }
    });
    return builder.size == size() ? this : builder.build();
  }

  /** These pairs and {@code added}; where they contradict each other the added ones win. */
  public UidPairs with(UidPairs added) {
    if (added.size() == 0) {
      return this;
    }
    Builder builder = new Builder();
    forEach((local, remote) -> {
      if (added.remote(local).isEmpty() && added.local(remote).isEmpty()) {
        builder.add(local, remote);
      }
    });
    added.forEach(builder::add);
    return builder.build();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof UidPairs other && Arrays.equals(byLocal, other.byLocal);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byLocal);
  }

  @Override
  public String toString() {
    return size() + " pairs";
  }

  /** Collects pairs in any order; of two that share a UID the higher one stays. One thread. */
  public static final class Builder {
    private long[] pairs = new long[16];
    private int size;

    /** Adds a pair; both must be valid UIDs. */
    public Builder add(long local, long remote) {
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, size * 2);
      }
      pairs[size++] = packed(new Uid(local).value(), new Uid(remote).value());
      return this;
    }

    /** The pairs so far. */
    public UidPairs build() {
      long[] sorted = Arrays.copyOf(pairs, size);
      Arrays.sort(sorted);
      return new UidPairs(turned(lastOfEach(turned(lastOfEach(sorted)))));
    }

    private static long[] lastOfEach(long[] sorted) {
      long[] kept = new long[sorted.length];
      int count = 0;
      for (int i = 0; i < sorted.length; i++) {
        if (i + 1 == sorted.length || high(sorted[i + 1]) != high(sorted[i])) {
          kept[count++] = sorted[i];
        }
      }
      return Arrays.copyOf(kept, count);
    }
  }
}
