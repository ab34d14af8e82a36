package org.offlineimap.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.offlineimap.mail.FlagChange;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.UidSet;
import org.offlineimap.sync.plan.PlanModel.Message;
import org.offlineimap.sync.plan.PlanModel.Switches;
import org.offlineimap.sync.plan.SyncPolicy.Rules;

final class SyncPlannerTest {
  private static final @Nullable String[] PLACE = {null, "", "F", "S", "FS"};
  private static final List<Message> STATES = states();

  private static List<Message> states() {
    List<Message> all = new ArrayList<>();
    for (String local : PLACE) {
      for (String remote : PLACE) {
        for (String status : PLACE) {
          all.add(new Message(local, remote, status));
        }
      }
    }
    return all;
  }

  private static SyncPlan plan(List<Message> messages, SyncPolicy policy) {
    return SyncPlanner.plan(
        Snapshot.complete(list(messages, Message::local)),
        Snapshot.complete(list(messages, Message::remote)),
        list(messages, Message::status),
        policy);
  }

  private static MessageList list(
      List<Message> messages, Function<Message, @Nullable String> place) {
    return PlanReader.list(
        messages.stream().map(m -> Optional.ofNullable(place.apply(m))).toList());
  }

  private static void agrees(List<Message> messages, SyncPolicy policy, Switches switches) {
    SyncPlan plan = plan(messages, policy);
    for (int i = 0; i < messages.size(); i++) {
      Set<String> expected = PlanModel.needs(messages.get(i), switches);
      Set<String> told = PlanReader.needs(plan, i + 1L);
      if (!told.equals(expected)) {
        assertThat(told).as("UID %s of %s", i + 1, messages).isEqualTo(expected);
      }
    }
  }

  private static SyncPolicy policy(Switches on) {
    return new SyncPolicy(
        new Rules(on.localReadOnly(), on.localDeletes()),
        new Rules(on.remoteReadOnly(), on.remoteDeletes()),
        true,
        DeletionGuard.DEFAULT,
        Set.of(),
        LetterMap.systemOnly(),
        SyncPolicy.Skipped.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "-,S,-,download",
    "S,-,-,upload",
    "-,S,S,delete remote",
    "S,-,S,delete local",
    "-,-,S,forget",
    "S,S,S,",
    "F,S,F,-F local",
  })
  void theTableIsFollowed(String local, String remote, String status, @Nullable String expected) {
    Message message = new Message(place(local), place(remote), place(status));
    Set<String> told = PlanReader.needs(plan(List.of(message), SyncPolicy.defaults()), 1);
    if (expected == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).contains(expected);
    }
  }

  private static @Nullable String place(String text) {
    return text.equals("-") ? null : text;
  }

  @Test
  void adoptionUnitesFlags() {
    SyncPlan plan = plan(List.of(new Message("F", "S", null)), SyncPolicy.defaults());
    assertThat(PlanReader.needs(plan, 1))
        .containsExactlyInAnyOrder("adopt", "+S local", "+F remote", "row FS");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void everyPairOfMessagesAgreesWithTheModelUnderEverySwitch(int bits) {
    Switches on = new Switches((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0);
    SyncPolicy policy = policy(on);
    for (Message first : STATES) {
      for (Message second : STATES) {
        agrees(List.of(first, second), policy, on);
      }
    }
  }

  /** In every combination; which of them has the lowest UID changes with the combination. */
  @Test
  void everyTripleOfMessagesAgreesWithTheModel() {
    SyncPolicy policy = SyncPolicy.defaults();
    for (int i = 0; i < STATES.size(); i++) {
      for (int j = i; j < STATES.size(); j++) {
        for (int k = j; k < STATES.size(); k++) {
          List<Message> triple =
              new ArrayList<>(List.of(STATES.get(i), STATES.get(j), STATES.get(k)));
          Collections.rotate(triple, i + j + k);
          agrees(triple, policy, Switches.DEFAULT);
        }
      }
    }
  }

  @Test
  void whatAnIncompleteListingDoesNotShowIsNotAbsent() {
    for (Message message : STATES) {
      Snapshot local = new Snapshot(list(List.of(message), Message::local), false, 0);
      Snapshot remote = Snapshot.complete(list(List.of(message), Message::remote));
      MessageList status = list(List.of(message), Message::status);
      SyncPlan blind = SyncPlanner.plan(local, remote, status, SyncPolicy.defaults());
      assertThat(blind.remoteDeletions().isEmpty()).isTrue();
      assertThat(blind.downloads().isEmpty()).isTrue();
      assertThat(blind.forgotten().isEmpty()).isTrue();
      Snapshot partial = new Snapshot(remote.messages(), false, 0);
      Snapshot whole = Snapshot.complete(local.messages());
      SyncPlan deaf = SyncPlanner.plan(whole, partial, status, SyncPolicy.defaults());
      assertThat(deaf.localDeletions().isEmpty()).isTrue();
      assertThat(deaf.upload().strays().isEmpty()).isTrue();
      assertThat(deaf.forgotten().isEmpty()).isTrue();
    }
  }

  private static MessageList many(long from, long to) {
    MessageList.Builder list = new MessageList.Builder();
    for (long uid = from; uid <= to; uid++) {
      list.add(uid, FlagSet.of(SystemFlag.SEEN));
    }
    return list.build();
  }

  private static SyncPlan lost(long localKept, SyncPolicy policy) {
    return SyncPlanner.plan(
        Snapshot.complete(many(1, localKept)),
        Snapshot.complete(many(1, 100)),
        many(1, 100),
        policy);
  }

  @Test
  void remoteDeletionsAreWithheldOnlyAboveBothShareAndCount() {
    assertThat(lost(50, SyncPolicy.defaults()).remoteDeletions().size()).isEqualTo(50);
    SyncPlan plan = lost(49, SyncPolicy.defaults());
    assertThat(plan.remoteDeletions().isEmpty()).isTrue();
    assertThat(plan.withheld())
        .singleElement()
        .satisfies(held -> assertThat(held.reason()).isEqualTo(Withheld.Reason.GUARD));
  }

  @Test
  void aTokenConfirmsExactlyTheSetItNames() {
    String token = lost(40, SyncPolicy.defaults()).withheld().getFirst().token().orElseThrow();
    assertThat(lost(40, confirmed(token)).remoteDeletions().size()).isEqualTo(60);
    assertThat(lost(39, confirmed(token)).remoteDeletions().isEmpty()).isTrue();
  }

  private static SyncPolicy confirmed(String token) {
    SyncPolicy d = SyncPolicy.defaults();
    return new SyncPolicy(
        d.local(), d.remote(), true, d.guard(), Set.of(token), d.letters(), d.skipped());
  }

  @Test
  void localDeletionsAreWithheldOnlyWhenTheServerCameBackEmpty() {
    Snapshot local = Snapshot.complete(many(1, 100));
    SyncPolicy policy = SyncPolicy.defaults();
    SyncPlan nearly = SyncPlanner.plan(local, Snapshot.complete(many(1, 1)), many(1, 100), policy);
    SyncPlan empty =
        SyncPlanner.plan(local, Snapshot.complete(MessageList.empty()), many(1, 100), policy);
    assertThat(nearly.localDeletions().size()).isEqualTo(99);
    assertThat(empty.localDeletions().isEmpty()).isTrue();
    assertThat(empty.forgotten().isEmpty()).isTrue();
  }

  @Test
  void withoutExpungeAMessageThatWasMarkedStaysHidden() {
    MessageList marked = new MessageList.Builder().add(1, FlagSet.of(SystemFlag.DELETED)).build();
    SyncPolicy d = SyncPolicy.defaults();
    SyncPolicy marks =
        new SyncPolicy(d.local(), d.remote(), false, d.guard(), Set.of(), d.letters(), d.skipped());
    SyncPlan plan =
        SyncPlanner.plan(
            Snapshot.complete(MessageList.empty()), Snapshot.complete(marked), marked, marks);
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void flagsWithoutALetterAreNeitherAddedNorRemoved() {
    MessageList tagged =
        new MessageList.Builder().add(1, FlagSet.ofImapNames(List.of("$Junk", "todo"))).build();
    SyncPolicy d = SyncPolicy.defaults();
    SyncPolicy mapped =
        new SyncPolicy(
            d.local(),
            d.remote(),
            true,
            d.guard(),
            Set.of(),
            new LetterMap(Map.of('a', "todo")),
            d.skipped());
    MessageList bare = new MessageList.Builder().add(1, FlagSet.none()).build();
    SyncPlan plan =
        SyncPlanner.plan(Snapshot.complete(bare), Snapshot.complete(tagged), bare, mapped);
    assertThat(plan.flagChanges(Side.LOCAL))
        .containsExactly(new FlagChange(UidSet.of(1), FlagSet.ofImapNames(List.of("todo")), true));
    assertThat(plan.flagChanges(Side.REMOTE)).isEmpty();
  }

  @Test
  void whatIsIgnoredOrQuarantinedIsNotDownloadedAndAllElseIs() {
    SyncPolicy d = SyncPolicy.defaults();
    SyncPolicy skipping =
        new SyncPolicy(
            d.local(),
            d.remote(),
            true,
            d.guard(),
            Set.of(),
            d.letters(),
            new SyncPolicy.Skipped(UidSet.of(1, 2), UidSet.of(2, 3)));
    Snapshot none = Snapshot.complete(MessageList.empty());
    SyncPlan plan =
        SyncPlanner.plan(none, Snapshot.complete(many(1, 5)), MessageList.empty(), skipping);
    assertThat(plan.downloads()).isEqualTo(UidSet.of(4, 5));
    assertThat(plan.withheld())
        .containsExactly(
            new Withheld(
                new Action.Download(UidSet.of(1, 2)), Withheld.Reason.IGNORED, Optional.empty()),
            new Withheld(
                new Action.Download(UidSet.of(3)), Withheld.Reason.QUARANTINED, Optional.empty()));
    Snapshot both = Snapshot.complete(many(1, 5));
    assertThat(SyncPlanner.plan(both, none, many(1, 5), skipping).localDeletions().size())
        .isEqualTo(5);
  }

  @Test
  void aMillionMessagesThatAgreeNeedNothing() {
    MessageList million = many(1, 1_000_000);
    Snapshot whole = Snapshot.complete(million);
    assertThat(SyncPlanner.plan(whole, whole, million, SyncPolicy.defaults()).isEmpty()).isTrue();
  }
}
