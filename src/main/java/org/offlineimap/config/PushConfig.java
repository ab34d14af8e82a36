package org.offlineimap.config;

import java.util.Optional;

/**
 * What is watched between an account's passes. Immutable.
 *
 * @param all {@code push = all}
 * @param local {@code localpush}; empty when not written: then it depends on whether the run stays
 */
public record PushConfig(boolean all, Optional<Boolean> local) {
  /** As when nothing is written. */
  public static final PushConfig DEFAULT = new PushConfig(false, Optional.empty());

  static PushConfig read(SectionReader values) {
    return new PushConfig(
        values.text("push").filter(word -> word.equals("all")).isPresent(),
        values.bool("localpush"));
  }
}
