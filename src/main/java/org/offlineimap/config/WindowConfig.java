package org.offlineimap.config;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which messages of an account take part at all. Immutable.
 *
 * @param maxAgeDays {@code maxage} as a number of days, from 1
 * @param maxAgeDate {@code maxage} as a day
 * @param startDate the remote repository's option of that name
 * @param localStartDate the local repository's one
 * @param maxSize the option of that name: octets, from 1
 */
public record WindowConfig(
    OptionalInt maxAgeDays,
    Optional<LocalDate> maxAgeDate,
    Optional<LocalDate> startDate,
    Optional<LocalDate> localStartDate,
    OptionalLong maxSize) {
  /** All of them. */
  public static final WindowConfig OPEN =
      new WindowConfig(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());
}
