package org.offlineimap.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UidSetTest {
  @ParameterizedTest
  @CsvSource({"'1,5:7','1,5:7'", "'7:5,1','1,5:7'", "'1,2,3','1:3'", "'3,1:4,2','1:4'", "'',''"})
  void readsWhatServersWrite(String text, String canonical) {
    assertThat(UidSet.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1,", "*", "1:*", "a", "4294967296", "1:2:3", "-1", "٣"})
  void refusesWhatIsNoSet(String text) {
    assertThatThrownBy(() -> UidSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void holdsTheLargestUid() {
    UidSet set = UidSet.of(Uid.MAX, Uid.MAX - 1, 1);
    assertThat(set).hasToString("1,4294967294:4294967295");
    assertThat(set.toArray()).containsExactly(1, Uid.MAX - 1, Uid.MAX);
  }

  @Test
  void agreesWithASortedSetOnEveryOperation() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      SortedSet<Long> a = some(random);
      SortedSet<Long> b = some(random);
      UidSet x = of(a);
      UidSet y = of(b);
      SortedSet<Long> union = new TreeSet<>(a);
      union.addAll(b);
      SortedSet<Long> minus = new TreeSet<>(a);
      minus.removeAll(b);
      assertThat(x.union(y)).as("seed %d", seed).isEqualTo(of(union));
      assertThat(x.minus(y)).as("seed %d", seed).isEqualTo(of(minus));
      assertThat(x.size()).isEqualTo(a.size());
      assertThat(UidSet.parse(x.toString())).isEqualTo(x);
      for (long uid = 1; uid <= 60; uid++) {
        assertThat(x.contains(uid)).isEqualTo(a.contains(uid));
      }
      assertThat(LongStream.of(x.toArray()).boxed().collect(Collectors.toList()))
          .containsExactlyElementsOf(a);
    }
  }

  private static SortedSet<Long> some(Random random) {
    return random
        .longs(random.nextInt(40), 1, 50)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static UidSet of(SortedSet<Long> uids) {
    return UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
  }
}
