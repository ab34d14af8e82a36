package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code --confirm-deletions} means. */
final class ConfirmationsTest {
  @Test
  void splitsAtTheFirstAndTheLastColon() throws UsageException {
    Confirmations read = Confirmations.of(List.of("A:x:y:t1", "A:x:y:t2", "B:z:t3"));
    assertThat(read.of("A")).isEqualTo(Map.of("x:y", Set.of("t1", "t2")));
    assertThat(read.of("B")).isEqualTo(Map.of("z", Set.of("t3")));
    assertThat(read.of("C")).isEmpty();
  }
}
