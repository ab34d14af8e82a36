package org.offlineimap.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UidPairsTest {
  @Test
  void eachSideFindsTheOtherUpToTheLargestUid() {
    UidPairs pairs =
        new UidPairs.Builder().add(Uid.MAX, 1).add(1, Uid.MAX).add(7, 3_000_000_000L).build();
    assertThat(pairs.remote(Uid.MAX)).hasValue(1);
    assertThat(pairs.local(Uid.MAX)).hasValue(1);
    assertThat(pairs.local(3_000_000_000L)).hasValue(7);
    assertThat(pairs.remote(3_000_000_000L)).isEmpty();
    assertThat(pairs.locals(UidSet.of(1, 2, Uid.MAX))).isEqualTo(UidSet.of(1, Uid.MAX));
    assertThat(pairs.remotes(UidSet.of(7, 8))).isEqualTo(UidSet.of(3_000_000_000L));
  }

  @Test
  void aUidStandsInOnePairOnly() {
    UidPairs pairs = new UidPairs.Builder().add(1, 10).add(1, 11).add(2, 11).add(3, 12).build();
    assertThat(pairs).isEqualTo(new UidPairs.Builder().add(2, 11).add(3, 12).build());
    UidPairs later = pairs.with(new UidPairs.Builder().add(2, 12).build());
    assertThat(later).isEqualTo(new UidPairs.Builder().add(2, 12).build());
    assertThat(pairs.onlyLocal(uid -> uid > 2))
        .isEqualTo(new UidPairs.Builder().add(3, 12).build());
  }

  @Test
  void agreesWithTwoMaps() {
    Random random = new Random(5);
    Map<Long, Long> model = new HashMap<>();
    UidPairs pairs = UidPairs.empty();
    for (int i = 0; i < 2000; i++) {
      long local = random.nextLong(1, 301);
      long remote = random.nextLong(1, 301);
      pairs = pairs.with(new UidPairs.Builder().add(local, remote).build());
      model.remove(local);
      model.values().remove(remote);
      model.put(local, remote);
      assertThat(pairs.size()).isEqualTo(model.size());
    }
    Map<Long, Long> found = new HashMap<>();
    pairs.forEach(found::put);
    assertThat(found).isEqualTo(model);
    for (Map.Entry<Long, Long> pair : model.entrySet()) {
      assertThat(pairs.local(pair.getValue())).hasValue(pair.getKey());
      assertThat(pairs.remote(pair.getKey())).hasValue(pair.getValue());
    }
  }
}
