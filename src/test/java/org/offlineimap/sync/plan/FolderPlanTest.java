package org.offlineimap.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sync.plan.SyncPolicy.Rules;

/** What is left of a plan once moves are taken out of it. */
final class FolderPlanTest {
  private static MessageList many(long from, long to) {
    MessageList.Builder list = new MessageList.Builder();
    for (long uid = from; uid <= to; uid++) {
      list.add(uid, FlagSet.none());
    }
    return list.build();
  }

  /** 101 to 200 are gone from disk, 201 to 210 are new on the server, three files are new. */
  private static FolderPlan plan(SyncPolicy policy) {
    return FolderPlan.of(
        new Snapshot(many(1, 100), true, 3), Snapshot.complete(many(1, 210)), many(1, 200), policy);
  }

  private static SyncPolicy rules(Rules local, Rules remote) {
    SyncPolicy d = SyncPolicy.defaults();
    return new SyncPolicy(
        local,
        remote,
        true,
        new DeletionGuard(10, 10, true),
        Set.of(),
        LetterMap.systemOnly(),
        d.skipped());
  }

  private static FolderPlan guarded() {
    return plan(rules(Rules.DEFAULT, Rules.DEFAULT));
  }

  private static Moved moved(UidSet leftServer, UidSet copied) {
    return new Moved(
        UidSet.of(201), 2, UidSet.empty(), leftServer, new Moved.Copied(UidSet.empty(), copied));
  }

  @Test
  void whatMovesDoesNotCountForTheGuard() {
    FolderPlan all = guarded();
    assertThat(all.plan().remoteDeletions().isEmpty()).isTrue();
    assertThat(all.doomed(Side.REMOTE)).isEqualTo(UidSet.range(101, 200));
    FolderPlan rest = all.without(moved(UidSet.range(101, 190), UidSet.empty()));
    assertThat(rest.plan().remoteDeletions()).isEqualTo(UidSet.range(191, 200));
    assertThat(rest.plan().withheld()).isEmpty();
  }

  @Test
  void theRestMayStillBeTooMuch() {
    FolderPlan rest = guarded().without(moved(UidSet.range(101, 150), UidSet.empty()));
    assertThat(rest.plan().remoteDeletions().isEmpty()).isTrue();
    assertThat(rest.plan().withheld())
        .singleElement()
        .satisfies(held -> {
          assertThat(held.action()).isEqualTo(new Action.DeleteRemote(UidSet.range(151, 200)));
          assertThat(held.token())
              .isEqualTo(Optional.of(DeletionToken.of(Side.REMOTE, UidSet.range(151, 200))));
        });
  }

  @Test
  void whatWasCopiedIsDeletedWhateverTheGuardSaysOfTheRest() {
    FolderPlan rest = guarded().without(moved(UidSet.empty(), UidSet.range(101, 150)));
    assertThat(rest.plan().remoteDeletions()).isEqualTo(UidSet.range(101, 150));
    assertThat(rest.plan().withheld()).hasSize(1);
  }

  @Test
  void whatArrivedAndWhatWasSentNeedsNoTransfer() {
    FolderPlan rest = guarded().without(moved(UidSet.empty(), UidSet.empty()));
    assertThat(rest.plan().downloads()).isEqualTo(UidSet.range(202, 210));
    assertThat(rest.plan().upload().fresh()).isEqualTo(1);
    SyncPlan same = guarded().without(Moved.NONE).plan();
    assertThat(same.actions()).isEqualTo(guarded().plan().actions());
    assertThat(same.withheld()).isEqualTo(guarded().plan().withheld());
  }

  @Test
  void deletionsThatARuleForbidsStayForbidden() {
    for (SyncPolicy policy :
        List.of(
            rules(new Rules(false, false), Rules.DEFAULT),
            rules(Rules.DEFAULT, new Rules(true, true)))) {
      FolderPlan all = plan(policy);
      assertThat(all.lets(Side.REMOTE)).isFalse();
      assertThat(all.lets(Side.LOCAL)).isTrue();
      assertThat(all.doomed(Side.REMOTE)).isEqualTo(UidSet.range(101, 200));
      FolderPlan rest = all.without(moved(UidSet.empty(), UidSet.empty()));
      assertThat(rest.plan().remoteDeletions().isEmpty()).isTrue();
      assertThat(rest.plan().withheld()).hasSize(all.plan().withheld().size());
    }
    assertThat(guarded().lets(Side.REMOTE)).isTrue();
  }
}
