package org.offlineimap.config;

import java.util.Set;

/**
 * {@code synclabels} where it is on (reference: configuration 10). Immutable.
 *
 * @param header {@code labelsheader}
 * @param ignored {@code ignorelabels}
 */
public record LabelConfig(String header, Set<String> ignored) {
  private static final String USUAL_HEADER = "X-Keywords";

  /** Copies the set. */
  public LabelConfig {
    ignored = Set.copyOf(ignored);
  }

  static LabelConfig read(SectionReader values) {
    return new LabelConfig(
        values.filled("labelsheader").orElse(USUAL_HEADER),
        Set.copyOf(values.list("ignorelabels").orElse(java.util.List.of())));
  }
}
