package org.offlineimap.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.Checkpoint;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

class CheckpointCodecTest {
  private static final StatusKey KEY = new StatusKey("Gäste & Co");

  private static Checkpoint point(MessageList messages) {
    return new Checkpoint(
        new UidValidity(Uid.MAX),
        Uid.MAX,
        Long.MAX_VALUE,
        true,
        false,
        1_700_000_000_000L,
        messages);
  }

  private static MessageList some(long seed, int size) {
    Random random = new Random(seed);
    List<String> names = List.of("\\Seen", "\\Deleted", "$Junk", "grün", "a{b");
    MessageList.Builder list = new MessageList.Builder();
    long uid = 0;
    for (int i = 0; i < size; i++) {
      uid += random.nextInt(3) == 0 ? 1 + random.nextInt(100_000) : 1;
      list.add(
          uid, FlagSet.ofImapNames(names.stream().filter(_ -> random.nextInt(4) == 0).toList()));
    }
    return list.add(Uid.MAX, FlagSet.none()).build();
  }

  private static void assertSame(MessageList one, MessageList other) {
    assertThat(one.size()).isEqualTo(other.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.uid(i)).isEqualTo(other.uid(i));
      assertThat(one.flags(i)).isEqualTo(other.flags(i));
    }
  }

  @Test
  void readsWhatItWrote() {
    for (int size : new int[] {0, 1, 2, 500}) {
      Checkpoint before = point(some(size, size));
      Checkpoint after = CheckpointCodec.parse(KEY, CheckpointCodec.print(KEY, before));
      assertSame(after.messages(), before.messages());
      assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
      assertThat(after.uidNext()).isEqualTo(before.uidNext());
      assertThat(after.highestModSeq()).isEqualTo(before.highestModSeq());
      assertThat(after.readOnly()).isTrue();
      assertThat(after.trusted()).isFalse();
      assertThat(after.fullMillis()).isEqualTo(before.fullMillis());
    }
    assertThat(CheckpointCodec.parse(KEY, CheckpointCodec.print(KEY, point(MessageList.empty()))))
        .extracting(p -> p.messages().size())
        .isEqualTo(0);
  }

  @Test
  void takesLittleRoomForAlikeMessages() {
    MessageList.Builder list = new MessageList.Builder();
    for (long uid = 1; uid <= 1_000_000; uid++) {
      list.add(uid, FlagSet.ofLetters(uid % 100 == 0 ? "" : "S"));
    }
    assertThat(CheckpointCodec.print(KEY, point(list.build())).length).isLessThan(100_000);
  }

  @Test
  void refusesEveryFileThatWasCutOrSpoilt() {
    byte[] good = CheckpointCodec.print(KEY, point(some(3, 20)));
    for (int at = 0; at < good.length; at++) {
      byte[] cut = java.util.Arrays.copyOf(good, at);
      assertThatThrownBy(() -> CheckpointCodec.parse(KEY, cut))
          .isInstanceOf(RuntimeException.class);
      byte[] spoilt = good.clone();
      spoilt[at] ^= 4;
      assertThatThrownBy(() -> CheckpointCodec.parse(KEY, spoilt))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesTheFileOfAnotherFolder() {
    byte[] other = CheckpointCodec.print(new StatusKey("Other"), point(MessageList.empty()));
    assertThatThrownBy(() -> CheckpointCodec.parse(KEY, other)).hasMessageContaining("another");
  }
}
