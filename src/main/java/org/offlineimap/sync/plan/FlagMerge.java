package org.offlineimap.sync.plan;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.FlagSet;

/**
 * Merges the flags of one message three ways: what either side added to the status is added, what
 * either side removed is removed. Without a status both sides' flags are united. Few combinations
 * occur in a folder, so each is merged once. Confined to one thread.
 */
final class FlagMerge {
  private final SyncPolicy policy;
  private final Map<Seen, Merged> known = new HashMap<>();

  FlagMerge(SyncPolicy policy) {
    this.policy = policy;
  }

  /** The flags of one message as seen; {@code status} is null when there is no row. */
  record Seen(FlagSet local, FlagSet remote, @Nullable FlagSet status) {}

  /** What one side must add and remove. */
  record Change(FlagSet added, FlagSet removed) {
    boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty();
    }
  }

  /** The wanted changes of both sides, and the flags that the row shall hold then. */
  record Merged(Change local, Change remote, FlagSet row) {}

  Merged merge(Seen seen) {
    return known.computeIfAbsent(seen, this::compute);
  }

  private Merged compute(Seen seen) {
    FlagSet local = policy.letters().restrict(seen.local());
    FlagSet remote = policy.letters().restrict(seen.remote());
    FlagSet status =
        seen.status() == null ? FlagSet.none() : policy.letters().restrict(seen.status());
    FlagSet removed = status.minus(local).union(status.minus(remote));
    FlagSet wanted = status.union(local).union(remote).minus(removed);
    return new Merged(
        new Change(wanted.minus(local), local.minus(wanted)),
        new Change(wanted.minus(remote), remote.minus(wanted)),
        row(
            policy.local().readOnly() ? local : wanted,
            policy.remote().readOnly() ? remote : wanted,
            status));
  }

  /** What both sides will agree on; a flag that they go on differing in stays as it was. */
  private static FlagSet row(FlagSet local, FlagSet remote, FlagSet status) {
    FlagSet agreed = local.intersect(remote);
    FlagSet either = local.union(remote);
    return agreed.union(status.intersect(either));
  }
}
