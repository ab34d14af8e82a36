package org.offlineimap.imap.client;

import java.util.ArrayList;
import java.util.List;
import org.offlineimap.mail.UidSet;

/** Cuts sets so that a command stays below 8000 octets (RFC 7162 4). Stateless. */
final class UidChunks {
  /** A range takes at most 22 octets. */
  private static final int RANGES = 350;

  private UidChunks() {}

  static List<UidSet> of(UidSet uids) {
    if (uids.rangeCount() <= RANGES) {
      return uids.isEmpty() ? List.of() : List.of(uids);
    }
    List<UidSet> parts = new ArrayList<>();
    UidSet.Builder part = new UidSet.Builder();
    int ranges = 0;
    for (String range : uids.toString().split(",", -1)) {
      UidSet one = UidSet.parse(range);
      part.addRange(one.first(), one.last());
      if (++ranges == RANGES) {
        parts.add(part.build());
        part = new UidSet.Builder();
        ranges = 0;
      }
    }
    if (ranges > 0) {
      parts.add(part.build());
    }
    return parts;
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
