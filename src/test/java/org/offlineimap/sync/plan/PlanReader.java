package org.offlineimap.sync.plan;

import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;

/** Reads a plan back message by message, in the sentences of the model. */
final class PlanReader {
  private PlanReader() {}

  static Set<String> needs(SyncPlan plan, long uid) {
    Set<String> told = new TreeSet<>();
    plan.actions().forEach(action -> tell(action, uid, "", told));
    plan.withheld().forEach(held -> tell(held.action(), uid, "not ", told));
    int row = plan.rows().indexOf(uid);
    if (row >= 0) {
      told.add("row " + plan.rows().flags(row).letters());
    }
    return told;
  }

  private static void tell(Action action, long uid, String prefix, Set<String> told) {
    switch (action) {
      case Action.Download(UidSet uids) -> tell(uids, uid, prefix + "download", told);
      case Action.Upload(int fresh, UidSet strays) -> tell(strays, uid, prefix + "upload", told);
      case Action.DeleteLocal(UidSet uids) -> tell(uids, uid, prefix + "delete local", told);
      case Action.DeleteRemote(UidSet uids) -> tell(uids, uid, prefix + "delete remote", told);
      case Action.Adopt(UidSet uids) -> tell(uids, uid, prefix + "adopt", told);
      case Action.Forget(UidSet uids) -> tell(uids, uid, prefix + "forget", told);
      case Action.ChangeFlags(Side side, var change) ->
          tell(
              change.uids(),
              uid,
              prefix
                  + (change.add() ? "+" : "-")
                  + change.flags().letters()
                  + (side == Side.LOCAL ? " local" : " remote"),
              told);
    }
  }

  private static void tell(UidSet uids, long uid, String sentence, Set<String> told) {
    if (uids.contains(uid) && !told.add(sentence)) {
      throw new AssertionError("said twice: " + sentence);
    }
  }

  /** A list of the messages that are in one place; index i is UID i + 1. */
  static MessageList list(java.util.List<java.util.Optional<String>> letters) {
    MessageList.Builder list = new MessageList.Builder();
    for (int i = 0; i < letters.size(); i++) {
      long uid = i + 1L;
      letters.get(i).ifPresent(flags -> list.add(uid, FlagSet.ofLetters(flags)));
    }
    return list.build();
  }
}
