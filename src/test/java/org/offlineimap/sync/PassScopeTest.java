package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.UidSet;
import org.offlineimap.status.FolderMark;
import org.offlineimap.status.StatusKey;

/** Passes over some folders only, with hooks, and with disappearances that wait. */
final class PassScopeTest {
  private static final FolderName INBOX = FolderName.INBOX;
  private static final FolderName JAVA = new FolderName("Lists/Java");
  private final List<String> called = new ArrayList<>();

  private final PassHooks hooks =
      new PassHooks() {
        @Override
        public void before() {
          called.add("before");
        }

        @Override
        public void after(Result.Counts done) {
          called.add("after " + done.downloaded());
        }
      };

  private final MessageRules rules =
      new MessageRules() {
        @Override
        public void newMail() {
          called.add("new mail");
        }
      };

  private World hearing(World world) {
    world.names =
        new NameRules(
            FolderNaming.PLAIN,
            FolderNaming.PLAIN,
            FolderOrder.USUAL,
            DirectoryOwners.ALONE,
            rules);
    return world;
  }

  private static PassScope only(Set<FolderName> remote, Set<FolderName> local) {
    return new PassScope(FolderSelection.of(remote, local), PassHooks.NONE, Map.of());
  }

  private static World settled() {
    World world = World.beforeFirstSync();
    world.sync();
    world.sync();
    return world;
  }

  @Test
  void aPassOverOneFolderLeavesTheOthersAlone() {
    World world = settled();
    world.remote.mailbox("INBOX").add(World.text("x"), World.flags(""));
    world.remote.mailbox("Lists/Java").add(World.text("y"), World.flags(""));
    world.sync(only(Set.of(JAVA), Set.of()));
    assertThat(world.localMail())
        .anyMatch(m -> m.contains("<y@"))
        .noneMatch(m -> m.contains("<x@"));
    world.sync(only(Set.of(), Set.of(INBOX)));
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
  }

  @Test
  void aPassOverOneFolderKeepsTheMarksOfTheOthers() throws SyncException {
    World world = settled();
    Map<StatusKey, FolderMark> before = world.status.marks();
    assertThat(before).isNotEmpty();
    world.remote.mailbox("INBOX").add(World.text("x"), World.flags(""));
    world.sync(only(Set.of(INBOX), Set.of()));
    assertThat(world.status.marks().keySet())
        .containsAll(before.keySet().stream().filter(k -> !k.fileName().equals("INBOX")).toList());
  }

  @Test
  void aPassOverOneFolderCreatesNoOther() {
    World world = settled();
    world.remote.mailbox("Fresh").add(World.text("x"), World.flags(""));
    world.local.directory("Mine").add("m", World.text("m"), World.flags(""));
    world.sync(only(Set.of(INBOX), Set.of()));
    assertThat(world.local.directories()).doesNotContainKey(new FolderName("Fresh"));
    assertThat(world.remote.mailboxes()).doesNotContainKey(new FolderName("Mine"));
    world.sync(only(Set.of(new FolderName("Fresh")), Set.of(new FolderName("Mine"))));
    assertThat(world.localMail()).isEqualTo(world.remoteMail());
  }

  @Test
  void aSelectionOfNothingThatExistsIsNoFailure() {
    World world = settled();
    assertThat(world.sync(only(Set.of(new FolderName("Gone")), Set.of())).outcome())
        .isEqualTo(Result.Outcome.OK);
  }

  @Test
  void aDisappearanceThatWaitsIsNotPropagatedAndNotForgotten() {
    World world = settled();
    var disk = world.local.directory("INBOX");
    disk.set(disk.keyOf(1).orElseThrow(), Optional.empty());
    disk.version++;
    PassScope waiting =
        new PassScope(FolderSelection.ALL, PassHooks.NONE, Map.of(INBOX, UidSet.of(1)));
    List<String> remote = world.remoteMail();
    world.sync(waiting);
    assertThat(world.remoteMail()).isEqualTo(remote);
    assertThat(disk.keyOf(1)).isEmpty();
    world.sync();
    assertThat(world.remoteMail()).hasSize(remote.size() - 1);
  }

  @Test
  void hooksRunBetweenTheFirstAndTheLastEventOfAPass() {
    World world = hearing(World.beforeFirstSync());
    world.sync(new PassScope(FolderSelection.ALL, hooks, Map.of()));
    assertThat(called).containsExactly("before", "new mail", "after 4");
    assertThat(world.events.getFirst()).isInstanceOf(SyncEvent.AccountStarted.class);
    assertThat(world.events.getLast()).isInstanceOf(SyncEvent.AccountFinished.class);
  }

  @Test
  void newMailIsOnlyWhatNobodyHasSeenInInbox() {
    World world = hearing(settled());
    world.remote.mailbox("INBOX").add(World.text("x"), World.flags("S"));
    world.remote.mailbox("Lists/Java").add(World.text("y"), World.flags(""));
    world.sync(new PassScope(FolderSelection.ALL, hooks, Map.of()));
    assertThat(called).containsExactly("before", "after 2");
  }

  @Test
  void afterAWideFailureTheLastHookIsNotRun() {
    World world = hearing(settled());
    world.local.directories().clear();
    world.sync(new PassScope(FolderSelection.ALL, hooks, Map.of()));
    assertThat(called).containsExactly("before");
  }

  @Test
  void onceAStopIsWishedNoHookIsRun() {
    World world = hearing(World.beforeFirstSync());
    world.stop = () -> true;
    world.sync(new PassScope(FolderSelection.ALL, hooks, Map.of()));
    assertThat(called).isEmpty();
  }

  /** Defect 7 of the original: "no folder to sync", and a failure. */
  @Test
  void aStopBeforeTheFirstFolderIsNoFailure() {
    World world = new World();
    world.remote.mailbox("INBOX").add(World.text("a"), FlagSet.none());
    world.stop = () -> true;
    Result result = world.sync();
    assertThat(result.outcome()).isEqualTo(Result.Outcome.INTERRUPTED);
    assertThat(result.outcome().exit()).isZero();
    assertThat(result.outcome().word()).isEqualTo("interrupted");
    assertThat(world.localMail()).isEmpty();
  }
}
