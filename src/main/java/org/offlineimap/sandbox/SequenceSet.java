package org.offlineimap.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence-set of RFC 3501 section 9: numbers or UIDs, with {@code *} for the last. Immutable.
 */
final class SequenceSet {
  private static final long LAST = -1;
  private static final long MAX = 0xFFFF_FFFFL;

  private record Range(long first, long last) {}

  private final List<Range> ranges;

  private SequenceSet(List<Range> ranges) {
    this.ranges = ranges;
  }

  static SequenceSet parse(String text) throws Refusal {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.split(":", -1);
      if (ends.length > 2) {
        throw Refusal.bad("Invalid set " + text);
      }
      ranges.add(new Range(end(ends[0], text), end(ends[ends.length - 1], text)));
    }
    return new SequenceSet(ranges);
  }

  private static long end(String number, String all) throws Refusal {
    if (number.equals("*")) {
      return LAST;
    }
    if (!number.matches("[1-9][0-9]{0,9}") || Long.parseLong(number) > MAX) {
      throw Refusal.bad("Invalid set " + all);
    }
    return Long.parseLong(number);
  }

  /** Whether {@code number} is inside, {@code last} being what {@code *} means now. */
  boolean contains(long number, long last) {
    for (Range range : ranges) {
      long first = range.first() == LAST ? last : range.first();
      long end = range.last() == LAST ? last : range.last();
      if (number >= Math.min(first, end) && number <= Math.max(first, end)) {
        return true;
      }
    }
    return false;
  }

  /** Numbers in ascending order as a set, runs as ranges. */
  static String print(List<Long> numbers) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < numbers.size()) {
      int to = from;
      while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
        to++;
      }
      text.append(text.isEmpty() ? "" : ",").append(numbers.get(from));
      text.append(to > from ? ":" + numbers.get(to) : "");
      from = to + 1;
    }
    return text.toString();
  }
}
