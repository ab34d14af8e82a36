package org.offlineimap.imap.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

/** Reads the two uid-sets of COPYUID, which pair by their order (RFC 4315 3). Stateless. */
final class CopyUids {
  private CopyUids() {}

  /** The pairs; empty when they make no sense, or are about other messages. */
  static Optional<Copied> read(ResponseCode.CopyUid code, UidSet asked) {
    try {
      List<Uid> from = inOrder(code.source(), asked.size());
      List<Uid> to = inOrder(code.destination(), asked.size());
      boolean ours = from.stream().allMatch(uid -> asked.contains(uid.value()));
      if (!ours || from.isEmpty() || from.size() != to.size()) {
        return Optional.empty();
      }
      return paired(from, to).map(pairs -> new Copied(new UidValidity(code.uidValidity()), pairs));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<Uid, Uid>> paired(List<Uid> from, List<Uid> to) {
    Map<Uid, Uid> pairs = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      pairs.put(from.get(i), to.get(i));
    }
    boolean distinct =
        pairs.size() == from.size() && pairs.values().stream().distinct().count() == pairs.size();
    return distinct ? Optional.of(pairs) : Optional.empty();
  }

  /** In the server's order; a range that runs downwards has no order that all agree on. */
  static List<Uid> inOrder(String set, long most) {
    List<Uid> uids = new ArrayList<>();
    if (set.isEmpty()) {
      return uids;
    }
    for (String range : set.split(",", -1)) {
      String[] ends = range.split(":", 2);
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      if (last < first || last - first >= most) {
        throw new IllegalArgumentException("a strange range: " + range);
      }
      for (long uid = first; uid <= last; uid++) {
        uids.add(new Uid(uid));
      }
    }
    return uids;
  }
}
