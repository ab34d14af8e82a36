package org.offlineimap.imap.client;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;

/** Cuts sets so that a command stays below 8000 octets (RFC 7162 4). Stateless. */
final class UidChunks {
  /** A range takes at most 22 octets. */
  private static final int RANGES = 350;

  private UidChunks() {}

  /** Parts of bearable length; {@code limit} is how many messages each may have. */
  static List<UidSet> of(UidSet uids, OptionalLong limit) {
    long most = limit.orElse(Uid.MAX);
    if (uids.rangeCount() <= RANGES && uids.size() <= most) {
      return uids.isEmpty() ? List.of() : List.of(uids);
    }
    List<UidSet> parts = new ArrayList<>();
    Part part = new Part();
    for (String text : uids.toString().split(",", -1)) {
      UidSet range = UidSet.parse(text);
      long from = range.first();
      while (from <= range.last()) {
        long last = Math.min(range.last(), from + most - part.messages - 1);
        part.add(from, last);
        from = last + 1;
        if (part.messages == most || part.ranges == RANGES) {
          parts.add(part.uids.build());
          part = new Part();
        }
      }
    }
    if (part.ranges > 0) {
      parts.add(part.uids.build());
    }
    return parts;
  }

  /** One command's worth. */
  private static final class Part {
    private final UidSet.Builder uids = new UidSet.Builder();
    private long messages;
    private int ranges;

    private void add(long first, long last) {
      uids.addRange(first, last);
      messages += last - first + 1;
      ranges++;
    }
  }

  static UidSet union(List<UidSet> parts) {
    return parts.stream().reduce(UidSet.empty(), UidSet::union);
  }

  /** The sum of many nothings. */
  @SuppressWarnings("NullAway") // Void has no other value.
  static Void nothing(List<Void> parts) {
    return null;
  }
}
