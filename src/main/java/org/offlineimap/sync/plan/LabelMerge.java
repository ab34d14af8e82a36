package org.offlineimap.sync.plan;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The labels that a message should have on both sides. Pure. */
public final class LabelMerge {
  private LabelMerge() {}

  /**
   * Three ways: what was added on one side is added, what was removed on one side is removed.
   *
   * @param status as both sides last had them
   */
  public static SortedSet<String> of(Set<String> status, Set<String> remote, Set<String> local) {
    SortedSet<String> merged = new TreeSet<>(remote);
    merged.addAll(local);
    merged.removeIf(
        label -> status.contains(label) && !(remote.contains(label) && local.contains(label)));
    return merged;
  }
}
