package org.offlineimap.imap.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class InternalDateTest {
  @Test
  void printsADayBelowTenWithABlank() {
    assertThat(InternalDate.format(OffsetDateTime.parse("1994-02-07T21:52:25-08:00")))
        .isEqualTo(" 7-Feb-1994 21:52:25 -0800");
  }

  @Test
  void readsWhatItPrints() {
    OffsetDateTime date = OffsetDateTime.parse("2024-12-31T23:59:59+05:30");
    assertThat(InternalDate.parse(InternalDate.format(date))).contains(date);
  }

  @Test
  void takesADateThatIsNoneAsNotTold() {
    assertThat(InternalDate.parse("31-Foo-2024 00:00:00 +0000")).isEmpty();
  }
}
