package org.offlineimap.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every combination of one label on both sides and in the status, and several at once. */
final class LabelMergeTest {
  private static final Set<String> YES = Set.of("a");
  private static final Set<String> NO = Set.of();

  @Test
  void whatWasAddedOnOneSideIsAddedAndWhatWasRemovedIsRemoved() {
    assertThat(LabelMerge.of(NO, YES, NO)).containsExactly("a");
    assertThat(LabelMerge.of(NO, NO, YES)).containsExactly("a");
    assertThat(LabelMerge.of(NO, YES, YES)).containsExactly("a");
    assertThat(LabelMerge.of(YES, NO, YES)).isEmpty();
    assertThat(LabelMerge.of(YES, YES, NO)).isEmpty();
    assertThat(LabelMerge.of(YES, YES, YES)).containsExactly("a");
    assertThat(LabelMerge.of(YES, NO, NO)).isEmpty();
    assertThat(LabelMerge.of(NO, NO, NO)).isEmpty();
  }

  @Test
  void labelsDoNotMeddleWithEachOther() {
    assertThat(
            LabelMerge.of(
                Set.of("kept", "gone here", "gone there"),
                Set.of("kept", "gone here", "new there"),
                Set.of("kept", "gone there", "new here")))
        .isEqualTo(new TreeSet<>(Set.of("kept", "new here", "new there")));
  }
}
