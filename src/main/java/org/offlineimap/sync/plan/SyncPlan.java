package org.offlineimap.sync.plan;

import java.util.List;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/**
 * All that one folder needs, and what a policy withholds of it. Immutable.
 *
 * @param actions what to do; at most one of each kind, save for {@link Action.ChangeFlags} and,
 *     where a move has copied, {@link Action.DeleteRemote}
 * @param withheld what is not to be done
 * @param rows status rows to write once all flag changes of their messages are made
 */
public record SyncPlan(List<Action> actions, List<Withheld> withheld, MessageList rows) {
  /** Copies the lists. */
  public SyncPlan {
    actions = List.copyOf(actions);
    withheld = List.copyOf(withheld);
  }

  /** Whether there is nothing to do, not even to record. */
  public boolean isEmpty() {
    return actions.isEmpty() && rows.size() == 0;
  }

  /** What to download. */
  public UidSet downloads() {
    return union(actions, Action.Download.class);
  }

  /** What to delete on disk. */
  public UidSet localDeletions() {
    return union(actions, Action.DeleteLocal.class);
  }

  /** What to delete on the server. */
  public UidSet remoteDeletions() {
    return union(actions, Action.DeleteRemote.class);
  }

  /** What to record. */
  public UidSet adoptions() {
    return union(actions, Action.Adopt.class);
  }

  /** What to forget. */
  public UidSet forgotten() {
    return union(actions, Action.Forget.class);
  }

  /** The upload, with nothing in it when there is none. */
  public Action.Upload upload() {
    for (Action action : actions) {
      if (action instanceof Action.Upload upload) {
        return upload;
      }
    }
    return new Action.Upload(0, UidSet.empty());
  }

  /** The flag changes of one side. */
  public List<FlagChange> flagChanges(Side side) {
    return actions.stream()
        .filter(Action.ChangeFlags.class::isInstance)
        .map(Action.ChangeFlags.class::cast)
        .filter(change -> change.side() == side)
        .map(Action.ChangeFlags::change)
        .toList();
  }

  private static UidSet union(List<Action> actions, Class<? extends Action> kind) {
    UidSet all = UidSet.empty();
    for (Action action : actions) {
      if (kind.isInstance(action)) {
        all = all.union(uids(action));
      }
    }
    return all;
  }

  private static UidSet uids(Action action) {
    return switch (action) {
      case Action.Download a -> a.uids();
      case Action.Upload a -> a.strays();
      case Action.DeleteLocal a -> a.uids();
      case Action.DeleteRemote a -> a.uids();
      case Action.ChangeFlags a -> a.change().uids();
      case Action.Adopt a -> a.uids();
      case Action.Forget a -> a.uids();
    };
  }
}
