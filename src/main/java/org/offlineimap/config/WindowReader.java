package org.offlineimap.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads {@code maxage}, {@code startdate} and {@code maxsize} (reference: synchronisation 8).
 * Confined to a thread.
 */
final class WindowReader {
  private static final int EARLIEST_YEAR = 1900;
  private static final String TOGETHER =
      "You can set at most one of the following: maxage, startdate (for the local folder),"
          + " startdate (for the remote folder)";

  private final SectionReader account;
  private final SectionReader remote;
  private final SectionReader local;
  private final LocalDate today;

  WindowReader(SectionReader account, SectionReader remote, SectionReader local, LocalDate today) {
    this.account = account;
    this.remote = remote;
    this.local = local;
    this.today = today;
  }

  /** What is wrong in the account's section, if anything. */
  Optional<String> mistakeInAge() {
    Optional<String> age = account.text("maxage");
    if (age.isEmpty()) {
      return Optional.empty();
    }
    if (together() > 1) {
      return Optional.of(TOGETHER);
    }
    Optional<Long> days = ValueSyntax.whole(age.get());
    if (days.isPresent()) {
      return days.get() < 1
          ? Optional.of("invalid maxage value " + age.get())
          : mistakeIn("maxage", today.minusDays(Math.min(days.get(), 1_000_000)));
    }
    return mistakeInDate("maxage", age.get());
  }

  private long together() {
    return Stream.of(account.text("maxage"), remote.text("startdate"), local.text("startdate"))
        .filter(Optional::isPresent)
        .count();
  }

  /** What is wrong with the remote repository's start. */
  Optional<String> mistakeInStart() {
    return remote.text("startdate").flatMap(text -> mistakeInDate("startdate", text));
  }

  /** What is wrong with the local repository's start. */
  Optional<String> mistakeInLocalStart() {
    boolean both = remote.text("startdate").isPresent() && together() > 1;
    return local
        .text("startdate")
        .flatMap(text -> both ? Optional.of(TOGETHER) : mistakeInDate("startdate", text));
  }

  private Optional<String> mistakeInDate(String option, String text) {
    return date(text)
        .map(day -> mistakeIn(option, day))
        .orElseGet(() -> Optional.of("invalid " + option + " value " + text));
  }

  private Optional<String> mistakeIn(String option, LocalDate day) {
    if (day.getYear() < EARLIEST_YEAR) {
      return Optional.of(option + " led to year " + day.getYear() + ". Abort syncing.");
    }
    return day.isAfter(today)
        ? Optional.of(option + " led to future date " + day + ". Abort syncing.")
        : Optional.empty();
  }

  /** {@code 2026-01-31}; the original reads months and days of one digit too. */
  private static Optional<LocalDate> date(String text) {
    String[] parts = text.split("-", -1);
    try {
      return parts.length == 3 && text.matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
          ? Optional.of(
              LocalDate.of(
                  Integer.parseInt(parts[0]),
                  Integer.parseInt(parts[1]),
                  Integer.parseInt(parts[2])))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The values, when there is no mistake in them. */
  WindowConfig read() {
    Optional<String> age = account.text("maxage");
    Optional<Long> days = age.flatMap(ValueSyntax::whole);
    long size = account.whole("maxsize", 0);
    return new WindowConfig(
        days.map(number -> OptionalInt.of(Math.toIntExact(number))).orElse(OptionalInt.empty()),
        days.isPresent() ? Optional.empty() : age.flatMap(WindowReader::date),
        remote.text("startdate").flatMap(WindowReader::date),
        local.text("startdate").flatMap(WindowReader::date),
        size > 0 ? OptionalLong.of(size) : OptionalLong.empty());
  }
}
