package org.offlineimap.repository.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.offlineimap.imap.client.Delta;
import org.offlineimap.imap.client.Selected;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

class ReconciliationTest {
  private static final Checkpoint BASE =
      new Checkpoint(new UidValidity(5), 10, 40, false, true, 0, list(1, 2, 9));

  private static MessageList list(long... uids) {
    MessageList.Builder list = new MessageList.Builder();
    for (long uid : uids) {
      list.add(uid, FlagSet.none());
    }
    return list.build();
  }

  private static Reconciliation of(long uidNext, long modSeq, long exists, Delta delta) {
    Selected selected =
        new Selected(
            new UidValidity(5),
            OptionalLong.of(uidNext),
            exists,
            modSeq == 0 ? OptionalLong.empty() : OptionalLong.of(modSeq),
            false,
            FlagSet.none(),
            true,
            delta);
    return new Reconciliation(BASE, selected, delta, false);
  }

  private static Delta delta(MessageList changed, UidSet vanished) {
    return new Delta(changed, vanished, true);
  }

  private static boolean adds(Reconciliation sum) {
    return sum.isConsistent() && sum.listing(sum.selected().exists()).isPresent();
  }

  @Test
  void acceptsWhatAddsUp() {
    assertThat(adds(of(10, 40, 3, delta(list(), UidSet.empty())))).isTrue();
    assertThat(adds(of(10, 41, 3, delta(list(2), UidSet.empty())))).isTrue();
    assertThat(adds(of(11, 42, 3, delta(list(10), UidSet.of(1))))).isTrue();
    assertThat(adds(of(10, 41, 0, delta(list(), UidSet.range(1, 9))))).isTrue();
  }

  @Test
  void refusesACountThatDiffers() {
    assertThat(adds(of(10, 41, 2, delta(list(), UidSet.empty())))).isFalse();
    assertThat(adds(of(11, 42, 3, delta(list(10), UidSet.empty())))).isFalse();
    assertThat(adds(of(10, 41, 3, delta(list(), UidSet.of(1))))).isFalse();
  }

  @Test
  void refusesNumbersThatWentBackOrAreMissing() {
    assertThat(adds(of(9, 41, 3, delta(list(), UidSet.empty())))).isFalse();
    assertThat(adds(of(10, 39, 3, delta(list(), UidSet.empty())))).isFalse();
    assertThat(adds(of(10, 0, 3, delta(list(), UidSet.empty())))).isFalse();
  }

  @Test
  void refusesAModSeqThatStoodStillWhileUidNextMoved() {
    assertThat(adds(of(11, 40, 3, delta(list(), UidSet.empty())))).isFalse();
  }

  @Test
  void refusesAMessageThatShouldHaveBeenKnown() {
    assertThat(adds(of(10, 41, 3, delta(list(5), UidSet.of(1))))).isFalse();
  }

  @Test
  void refusesWhatCouldNotBePlaced() {
    assertThat(adds(of(10, 41, 3, new Delta(list(), UidSet.empty(), false)))).isFalse();
  }

  @Test
  void takesASearchForAllThereIsOnlyWhenItAgreesWithExists() {
    Reconciliation sum = of(11, 42, 3, delta(list(10), UidSet.empty()));
    assertThat(sum.without(UidSet.of(2, 9, 10), 3).orElseThrow().messages().uids())
        .isEqualTo(UidSet.of(2, 9, 10));
    assertThat(sum.without(UidSet.of(2, 9, 10, 11), 3)).as("11 came after SELECT").isPresent();
    assertThat(sum.without(UidSet.of(2, 9), 3)).isEmpty();
    assertThat(sum.without(UidSet.of(2, 8, 9), 3)).as("8 is not known").isEmpty();
  }
}
