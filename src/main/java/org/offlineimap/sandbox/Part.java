package org.offlineimap.sandbox;

import java.util.List;

/**
 * A part of a result (RFC 9394): from one place to another, counted from 1, or from -1 backwards.
 * Immutable.
 */
record Part(long first, long last) {
  /** Reads {@code 1:500} or {@code -1:-500} after a blank. */
  static Part parse(Session session, Arguments arguments) throws Refusal {
    if (!session.has(Capability.PARTIAL)) {
      throw Refusal.bad("PARTIAL was not announced");
    }
    arguments.space();
    String[] ends = arguments.set().split(":", -1);
    try {
      Part part = new Part(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      if (part.first * part.last > 0 && ends.length == 2) {
        return part;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw Refusal.bad("Not a partial range: " + e.getMessage());
    }
    throw Refusal.bad("Not a partial range");
  }

  <T> List<T> of(List<T> all) {
    long low = Math.min(Math.abs(first), Math.abs(last)) - 1;
    long high = Math.max(Math.abs(first), Math.abs(last));
    int from = (int) Math.min(low, all.size());
    int to = (int) Math.min(high, all.size());
    return first > 0 ? all.subList(from, to) : all.subList(all.size() - to, all.size() - from);
  }

  @Override
  public String toString() {
    return first + ":" + last;
  }
}
