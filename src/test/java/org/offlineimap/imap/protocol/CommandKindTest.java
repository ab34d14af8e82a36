package org.offlineimap.imap.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandKindTest {
  /** RFC 9051 5.5, and our own rule that changes wait for the UIDVALIDITY. */
  @ParameterizedTest
  @CsvSource({
    "FREE, ALONE",
    "LIST, LIST ALONE",
    "READ, ALONE",
    "READ_FLAGS, STORE UID_EXPUNGE TRANSFER EXPUNGE ALONE",
    "SEARCH, SEARCH STORE UID_EXPUNGE TRANSFER EXPUNGE ALONE",
    "STORE, READ_FLAGS SEARCH UID_EXPUNGE TRANSFER EXPUNGE SELECT ALONE",
    "UID_EXPUNGE, READ READ_FLAGS SEARCH EXPUNGE SELECT ALONE",
    "TRANSFER, READ READ_FLAGS SEARCH STORE EXPUNGE SELECT ALONE",
    "EXPUNGE, READ READ_FLAGS SEARCH STORE UID_EXPUNGE TRANSFER EXPUNGE SELECT ALONE",
    "SELECT, ALONE",
    "ENABLE, READ READ_FLAGS SEARCH STORE UID_EXPUNGE TRANSFER EXPUNGE SELECT ALONE",
    "ALONE, FREE LIST READ READ_FLAGS SEARCH STORE UID_EXPUNGE TRANSFER EXPUNGE SELECT ENABLE ALONE"
  })
  void waitsForExactlyTheseKinds(CommandKind next, String bars) {
    String waits =
        Arrays.stream(CommandKind.values())
            .filter(running -> !CommandKind.mayStart(next, List.of(running)))
            .map(Enum::name)
            .collect(Collectors.joining(" "));
    assertThat(waits).isEqualTo(bars);
  }

  @ParameterizedTest
  @EnumSource
  void startsWhenNothingRuns(CommandKind kind) {
    assertThat(CommandKind.mayStart(kind, List.of())).isTrue();
  }

  @Test
  void waitsWhenAnyOfSeveralBars() {
    assertThat(
            CommandKind.mayStart(
                CommandKind.STORE, List.of(CommandKind.FREE, CommandKind.READ_FLAGS)))
        .isFalse();
  }
}
