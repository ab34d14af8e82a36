package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates as mail has them. */
final class MailDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 21 Nov 1997 09:55:06 -0600     | 1997-11-21T15:55:06Z",
        "21 Nov 97 09:55:06 GMT              | 1997-11-21T09:55:06Z",
        "Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time) | 1969-02-14T03:02:00Z",
        "Tue, 1 Jul 03 10:52 EST             | 2003-07-01T15:52:00Z",
        "Tue,  1 Jul 2003 10:52:37 +0200     | 2003-07-01T08:52:37Z",
        "1 July 2003 10:52:60                | 2003-07-01T10:52:59Z",
        "Mon, 28-Feb-105 10:00:00 PDT        | 2005-02-28T17:00:00Z",
      })
  void understands(String text, String instant) {
    assertThat(MailDate.parse(text)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "31 Feb 2003 10:00:00 +0000", "1 Xyz 2003 10:00", "1 Jan 2003"})
  void anythingElseIsNoDate(String text) {
    assertThat(MailDate.parse(text)).isEmpty();
  }
}
