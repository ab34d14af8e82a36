package org.offlineimap.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MessageListTest {
  private static final FlagSet SEEN = FlagSet.of(SystemFlag.SEEN);

  @Test
  void sortsAndKeepsTheLastWordOnAUid() {
    MessageList list =
        new MessageList.Builder()
            .add(Uid.MAX, SEEN)
            .add(7, FlagSet.none())
            .add(3_000_000_000L, FlagSet.none())
            .add(7, SEEN)
            .build();
    assertThat(list.uids()).hasToString("7,3000000000,4294967295");
    assertThat(list.flags(list.indexOf(7))).isEqualTo(SEEN);
    assertThat(list.contains(3_000_000_000L)).isTrue();
    assertThat(list.contains(8)).isFalse();
  }

  @Test
  void aRepeatedUidInAscendingOrderIsListedOnce() {
    MessageList list = new MessageList.Builder().add(1, SEEN).add(1, FlagSet.none()).build();
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.flags(0)).isEqualTo(FlagSet.none());
  }
}
