package org.offlineimap.sync.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;

/** Collects changes of flags, one group for each flag and direction. Confined to one thread. */
final class FlagGroups {
  private final Map<FlagSet, UidSet.Builder> added = new LinkedHashMap<>();
  private final Map<FlagSet, UidSet.Builder> removed = new LinkedHashMap<>();

  void add(long uid, FlagMerge.Change change) {
    collect(added, uid, change.added());
    collect(removed, uid, change.removed());
  }

  private static void collect(Map<FlagSet, UidSet.Builder> groups, long uid, FlagSet flags) {
    if (flags.isEmpty()) {
      return;
    }
    for (SystemFlag flag : flags.system()) {
      groups.computeIfAbsent(FlagSet.of(flag), f -> new UidSet.Builder()).add(uid);
    }
    for (String word : flags.keywords()) {
      groups
          .computeIfAbsent(FlagSet.ofImapNames(List.of(word)), f -> new UidSet.Builder())
          .add(uid);
    }
  }

  /** The groups, additions before removals. */
  List<FlagChange> changes() {
    List<FlagChange> changes = new ArrayList<>();
    added.forEach((flag, uids) -> changes.add(new FlagChange(uids.build(), flag, true)));
    removed.forEach((flag, uids) -> changes.add(new FlagChange(uids.build(), flag, false)));
    return changes;
  }
}
