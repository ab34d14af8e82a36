package org.offlineimap.repository.imap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.AppendOutcome;

/**
 * Where uploads are, if the server can be believed ({@link Quirk#APPENDUID_WRONG}): UIDs that just
 * follow what was there are right, others must be there when they are looked at. One thread.
 */
final class Places {
  private final Workplace work;
  private final Search.Look look;
  private OptionalLong next = OptionalLong.empty();

  Places(Workplace work, Search.Look look) {
    this.work = work;
    this.look = look;
  }

  /** The listing said which UID is the next one. */
  void after(OptionalLong uidNext) {
    next = uidNext;
  }

  /** The same, but for UIDs that are worth nothing: those messages are searched for. */
  List<AppendOutcome> believed(List<AppendOutcome> outcomes) throws SyncException {
    NavigableSet<Long> told = new TreeSet<>();
    boolean following = true;
    int count = 0;
    OptionalLong expected = next;
    for (AppendOutcome outcome : outcomes) {
      if (outcome instanceof AppendOutcome.Stored(var uid)) {
        following &= expected.isPresent() && expected.getAsLong() == uid.value();
        expected = OptionalLong.of(uid.value() + 1);
        told.add(uid.value());
        count++;
      }
    }
    boolean right = following || areThere(told, count);
    next = right ? expected : OptionalLong.empty();
    return right ? outcomes : doubted(outcomes);
  }

  private boolean areThere(NavigableSet<Long> told, int count) throws SyncException {
    Set<Long> found = new HashSet<>();
    look.at(
        UidSet.of(told.stream().mapToLong(Long::longValue).toArray()),
        facts -> found.add(facts.uid().value()));
    boolean right = told.size() == count && found.equals(told);
    if (!right) {
      work.lane().met(Quirk.APPENDUID_WRONG);
      work.warn("the server told wrong UIDs of uploads; they are searched for");
    }
    return right;
  }

  private static List<AppendOutcome> doubted(List<AppendOutcome> outcomes) {
    List<AppendOutcome> doubted = new ArrayList<>();
    for (AppendOutcome outcome : outcomes) {
      doubted.add(
          outcome instanceof AppendOutcome.Stored ? new AppendOutcome.StoredSomewhere() : outcome);
    }
    return doubted;
  }
}
